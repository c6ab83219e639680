import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateCost } from '../../../app/domain/cost/estimate.ts';
import { formatUsd, usd } from '../../../app/domain/cost/money.ts';
import {
  createPriceList,
  type Basis,
  type Price,
  type Resource,
} from '../../../app/domain/cost/price-list.ts';

const region = 'us-central1';
const nano = (dollars: number) => usd(0n, BigInt(Math.round(dollars * 1e9)));
const price = (basis: Basis, resource: Resource, dollars: number): Price => ({
  basis,
  resource,
  regions: [region],
  hourly: nano(dollars),
});
const machine = (basis: Basis, series: string, vcpu: number, memory: number) => [
  price(basis, { kind: 'vcpu', series }, vcpu),
  price(basis, { kind: 'memory', series }, memory),
];
const gpu = (basis: Basis, type: string, dollars: number) =>
  price(basis, { kind: 'gpu', type }, dollars);

// Prices that were charged in us-central1 in 2025.
const known: readonly Price[] = [
  ...machine('standard', 'n1', 0.03635265, 0.00487255),
  ...machine('standard', 'g2', 0.0287362, 0.00336605),
  ...machine('standard', 'a3', 0.0293227, 0.0025534),
  ...machine('fee', 'a3', 0.0038247, 0.0003331),
  ...machine('flex', 'a3', 0.010934, 0.000952),
  gpu('standard', 'NVIDIA_L4', 0.644046),
  gpu('standard', 'NVIDIA_TESLA_T4', 0.4025),
  gpu('standard', 'NVIDIA_H100_80GB', 11.2660332),
  gpu('fee', 'NVIDIA_H100_80GB', 1.4694826),
  gpu('flex', 'NVIDIA_H100_80GB', 4.200761),
  price('standard', { kind: 'disk', type: 'pd-ssd' }, 0.0002678),
  price('flex', { kind: 'local-ssd' }, 0.0001096),
];
const list = createPriceList(known);

const pool = (machineSpec: object, more: object = {}) => ({
  machineSpec,
  replicaCount: '1',
  containerSpec: { imageUri: 'i' },
  ...more,
});
const spec = (pools: readonly object[], more: object = {}) => ({ workerPoolSpecs: pools, ...more });
const l4 = { machineType: 'g2-standard-8', acceleratorType: 'NVIDIA_L4', acceleratorCount: 1 };
const h100 = {
  machineType: 'a3-highgpu-8g',
  acceleratorType: 'NVIDIA_H100_80GB',
  acceleratorCount: 8,
};
const tebi = { diskSpec: { bootDiskType: 'pd-ssd', bootDiskSizeGb: 2000 } };

/** The total as it is read, or why there is none. */
function said(jobSpec: unknown, prices = list, location = region): string {
  const { total } = estimateCost(jobSpec, location, prices);
  return total.known ? formatUsd(total.hourly) : total.why;
}

describe('estimateCost', () => {
  test.each<[string, object, string]>([
    ['a machine and its disk of 100 GB', spec([pool({ machineType: 'n1-standard-4' })]), '$0.25'],
    [
      'a field that is newer than the bot',
      spec([pool({ machineType: 'n1-standard-4' })], { scheduling: { priorityClass: 'high' } }),
      'something in it is newer than this bot, and may change its price',
    ],
    [
      'a choice that is newer than the bot',
      spec([
        pool({
          machineType: 'n1-standard-4',
          reservationAffinity: { reservationAffinityType: 'SHARED_RESERVATION' },
        }),
      ]),
      'something in it is newer than this bot, and may change its price',
    ],
    ['a GPU it carries, named', spec([pool(l4)]), '$1.01'],
    ['a GPU it carries, not named', spec([pool({ machineType: 'g2-standard-8' })]), '$1.01'],
    [
      'a GPU that is attached',
      spec([
        pool({
          machineType: 'n1-standard-4',
          acceleratorType: 'NVIDIA_TESLA_T4',
          acceleratorCount: 2,
        }),
      ]),
      '$1.05',
    ],
    ['an invoice of 2025 on demand', spec([pool(h100, tebi)]), '$101.54'],
    [
      'an invoice of 2025 with flex-start, where fee and local SSD come on top',
      spec([pool(h100, tebi)], { scheduling: { strategy: 'FLEX_START' } }),
      '$52.03',
    ],
    [
      'many replicas, counted in a string',
      spec([pool(h100, tebi), pool(h100, { ...tebi, replicaCount: '999' })]),
      '$101,542.95',
    ],
    [
      'several pools, a skipped one among them',
      spec([pool(l4), {}, pool({ machineType: 'n1-standard-4' }, { replicaCount: '2' })]),
      '$1.50',
    ],
    ['STANDARD', spec([pool(l4)], { scheduling: { strategy: 'STANDARD' } }), '$1.01'],
  ])('%s', (_, jobSpec, total) => {
    expect(said(jobSpec)).toBe(total);
  });

  test.each<[string, object, string]>([
    ['an unknown machine', spec([pool({ machineType: 'z9-mega-1' })]), 'machine type z9-mega-1'],
    [
      'no price of the machine',
      spec([pool({ machineType: 'n2-standard-4' })]),
      'no price of n2 vCPUs in us-central1 is on the list',
    ],
    [
      'no price of the disk',
      spec([pool(l4, { diskSpec: { bootDiskType: 'hyperdisk-ml' } })]),
      'no price of hyperdisk-ml disks',
    ],
    [
      'no Spot price',
      spec([pool(l4)], { scheduling: { strategy: 'SPOT' } }),
      'no Spot price of g2 vCPUs',
    ],
    ['LOW_COST', spec([pool(l4)], { scheduling: { strategy: 'LOW_COST' } }), 'strategy'],
    [
      'a GPU the machine does not carry',
      spec([pool({ ...l4, acceleratorType: 'NVIDIA_TESLA_T4' })]),
      'g2-standard-8 carries other GPUs',
    ],
    ['fewer GPUs than it carries', spec([pool({ ...h100, acceleratorCount: 4 })]), 'other GPUs'],
    ['divided GPUs', spec([pool({ ...h100, gpuPartitionSize: '1g.10gb' })]), 'divided'],
    [
      'a GPU that can not be attached',
      spec([pool({ ...l4, machineType: 'n1-standard-4' })]),
      'NVIDIA_L4 can’t be attached to n1-standard-4',
    ],
    [
      'a TPU',
      spec([
        pool({ machineType: 'cloud-tpu', acceleratorType: 'TPU_V4_POD', acceleratorCount: 32 }),
      ]),
      'TPUs',
    ],
    [
      'no replica count',
      spec([{ machineSpec: l4, containerSpec: { imageUri: 'i' } }]),
      'replicaCount',
    ],
    ['a persistent resource', spec([pool(l4)], { persistentResourceId: 'p' }), 'persistent'],
    ['no spec', { workerPoolSpecs: 7 }, 'spec'],
    [
      'a reservation, of which the fee is known',
      spec([
        pool({ ...h100, reservationAffinity: { reservationAffinityType: 'ANY_RESERVATION' } }),
      ]),
      'only Vertex’s management fee is on the list, $13.17/h',
    ],
  ])('not known: %s', (_, jobSpec, why) => {
    expect(said(jobSpec)).toContain(why);
  });

  test('not known while no list was read, and where the region has no prices', () => {
    expect(estimateCost(spec([pool(l4)]), region, undefined).total).toEqual({
      known: false,
      why: 'Google’s price list was not read yet',
    });
    expect(said(spec([pool(l4)]), list, 'europe-west4')).toContain('in europe-west4');
  });

  test('one pool that is not known makes the whole not known, and the others stay', () => {
    const { total, pools } = estimateCost(
      spec([pool(l4), pool({ machineType: 'z9-mega-1' })]),
      region,
      list,
    );
    expect(total.known).toBe(false);
    expect(pools.map((one) => one.known)).toEqual([true, false]);
  });

  test('without any one of the prices it needs it is not known, and never a smaller sum', () => {
    const jobSpec = spec([pool(h100, tebi), pool(h100, { ...tebi, replicaCount: '3' })], {
      scheduling: { strategy: 'FLEX_START' },
    });
    const full = estimateCost(jobSpec, region, list);
    fc.assert(
      fc.property(fc.subarray([...known]), (some) => {
        const { total } = estimateCost(jobSpec, region, createPriceList(some));
        if (total.known) expect(total).toEqual(full.total);
      }),
    );
    const needed = known.filter((one) => {
      const rest = createPriceList(known.filter((other) => other !== one));
      return !estimateCost(jobSpec, region, rest).total.known;
    });
    // vCPU, memory and GPU, each twice (machine and fee), local SSD and disk.
    expect(needed).toHaveLength(8);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(estimateCost(json, region, list).total.known).toBe(false);
        estimateCost(spec([pool({ machineType: json })]), region, list);
      }),
    );
  });
});

describe('createPriceList', () => {
  const vcpu: Resource = { kind: 'vcpu', series: 'n1' };
  const at = (regions: readonly string[], hourly: bigint): Price => ({
    basis: 'spot',
    resource: vcpu,
    regions,
    hourly,
  });

  test('two prices that differ are none; the same twice is one', () => {
    expect(createPriceList([at(['a'], 1n), at(['a'], 2n)]).find('spot', vcpu, 'a')).toBeUndefined();
    expect(
      createPriceList([at(['a'], 1n), at(['a'], 2n), at(['a'], 1n)]).find('spot', vcpu, 'a'),
    ).toBeUndefined();
    expect(createPriceList([at(['a'], 1n), at(['a', 'b'], 1n)]).find('spot', vcpu, 'a')).toBe(1n);
  });

  test('what holds everywhere holds where nothing else does', () => {
    const both = createPriceList([at(['global'], 1n), at(['a'], 2n)]);
    expect([both.find('spot', vcpu, 'a'), both.find('spot', vcpu, 'b')]).toEqual([2n, 1n]);
    expect(both.find('flex', vcpu, 'a')).toBeUndefined();
  });
});
