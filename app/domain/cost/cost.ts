// What a job costs by Google's price list. Invariant: a total is complete or absent. If any part is
// unknown, the result is a reason, never a partial sum.

import { type CustomJobSpec } from '../spec/custom-job-spec.ts';
import { checkSpecShape, unknownPlaces } from '../spec/check-spec.ts';
import { attachableGpus, machineOf, type Machine } from './machine.ts';
import { formatUsd, times, type Usd } from './money.ts';
import type { Basis, PriceList, Resource } from './price-list.ts';
import type { MachineSpec, WorkerPoolSpec } from '../spec/worker-pool.ts';

/**
 * List price per hour, or why it isn't known: completes "cost not known: …" and may contain foreign
 * text.
 */
export type Cost =
  { readonly known: true; readonly hourly: Usd } | { readonly known: false; readonly why: string };

export type Estimate = {
  /** All pools together. */
  readonly total: Cost;
  /**
   * One entry per pool that isn't skipped, in order, all replicas included. Empty if no pool can be
   * priced by itself.
   */
  readonly pools: readonly Cost[];
};

/** Vertex AI's default: https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/DiskSpec */
const defaultDisk = { type: 'pd-ssd', sizeGib: 100 };

const notKnown = (why: string): Cost => ({ known: false, why });
const whole = (why: string): Estimate => ({ total: notKnown(why), pools: [] });

const newer = 'something in it is newer than this bot, and may change its price';

/**
 * The cost per hour of a CustomJobSpec in a location while all replicas run. `prices` is undefined
 * until a list has been read. Uses only prices on the list and derives none. Never throws.
 */
export function estimateCost(
  jobSpec: unknown,
  location: string,
  prices: PriceList | undefined,
): Estimate {
  const checked = checkSpecShape(jobSpec);
  const hasNewer = unknownPlaces(jobSpec).some(({ isNewer }) => isNewer === true);
  if (!checked.ok) return whole(hasNewer ? newer : 'its spec is not one that I can read');
  if (prices === undefined) return whole('Google’s price list was not read yet');
  const estimate = estimateKnown(checked.spec, location, prices);
  // With fields the bot doesn't know, a known sum may not be the whole.
  return estimate.total.known && hasNewer ? whole(newer) : estimate;
}

function estimateKnown(spec: CustomJobSpec, location: string, prices: PriceList): Estimate {
  if (spec.persistentResourceId !== undefined) {
    return whole('it runs on a persistent resource, which is paid for whether it runs or not');
  }
  const bases = basesOf(spec.scheduling?.strategy);
  if (bases === undefined) return whole('its scheduling strategy has no price of its own');
  const pools = spec.workerPoolSpecs
    .filter((pool) => Object.keys(pool).length > 0)
    .map((pool) => poolCost(pool, { location, prices, bases }));
  return { total: sum(pools), pools };
}

type Terms = {
  readonly location: string;
  readonly prices: PriceList;
  readonly bases: readonly [Basis, ...Basis[]];
};

type Strategy = NonNullable<CustomJobSpec['scheduling']>['strategy'];

/**
 * What is charged for each part of a machine:
 * https://cloud.google.com/vertex-ai/pricing#custom-trained_models. Unknown for the deprecated
 * LOW_COST, whose machines aren't known in advance, and for strategies newer than the bot.
 */
function basesOf(strategy: Strategy): Terms['bases'] | undefined {
  switch (strategy) {
    case undefined:
    case 'STRATEGY_UNSPECIFIED':
    case 'ON_DEMAND':
    case 'STANDARD':
      return ['standard'];
    case 'SPOT':
      return ['spot', 'fee'];
    case 'FLEX_START':
      return ['flex', 'fee'];
    default:
      return undefined;
  }
}

function sum(costs: readonly Cost[]): Cost {
  let hourly: Usd = 0n;
  for (const cost of costs) {
    if (!cost.known) return cost;
    hourly += cost.hourly;
  }
  return costs.length === 0 ? notKnown('it has no worker pool') : { known: true, hourly };
}

function poolCost(pool: WorkerPoolSpec, terms: Terms): Cost {
  const { machineSpec, diskSpec, replicaCount } = pool;
  const machine = readMachine(machineSpec);
  if ('why' in machine) return notKnown(machine.why);
  if (replicaCount === undefined) return notKnown('its replicaCount is not given');
  const parts = machineParts(machine);
  const replicas = BigInt(replicaCount);
  const reservation = machineSpec?.reservationAffinity?.reservationAffinityType;
  if (reservation === 'ANY_RESERVATION' || reservation === 'SPECIFIC_RESERVATION') {
    return notKnown(
      inReservation(sum(parts.map((part) => partCost(part, terms, ['fee']))), replicas),
    );
  }
  const disk: Part = [
    { kind: 'disk', type: diskSpec?.bootDiskType ?? defaultDisk.type },
    diskSpec?.bootDiskSizeGb ?? defaultDisk.sizeGib,
  ];
  const one = sum([
    ...parts.map((part) => partCost(part, terms, terms.bases)),
    ...localSsd(machine, terms),
    // Boot disks are billed by Vertex AI, whatever the machines are billed as.
    partCost(disk, terms, ['standard']),
  ]);
  return one.known ? { known: true, hourly: one.hourly * replicas } : one;
}

/** The reservation itself is billed to its owner. Vertex AI's fee comes on top. */
function inReservation(fee: Cost, replicas: bigint): string {
  return fee.known
    ? `it runs in a reservation, and only Vertex’s management fee is on the list, ${formatUsd(fee.hourly * replicas)}/h`
    : 'it runs in a reservation, which is not on the list';
}

type Part = readonly [resource: Resource, quantity: number];

function machineParts({ series, vcpus, memoryGib, gpu }: Machine): readonly Part[] {
  return [
    [{ kind: 'vcpu', series }, vcpus],
    [{ kind: 'memory', series }, memoryGib],
    ...(gpu === undefined ? [] : [[{ kind: 'gpu', type: gpu.type }, gpu.count] as const]),
  ];
}

/**
 * Vertex AI's standard prices have no separate price for bundled local SSD; Compute Engine's do,
 * and Vertex AI charges no fee on it.
 */
function localSsd({ localSsdGib }: Machine, terms: Terms): readonly Cost[] {
  const [basis] = terms.bases;
  return basis === 'standard' || localSsdGib === 0
    ? []
    : [partCost([{ kind: 'local-ssd' }, localSsdGib], terms, [basis])];
}

function partCost([resource, quantity]: Part, terms: Terms, bases: readonly Basis[]): Cost {
  return sum(
    bases.map((basis): Cost => {
      const price = terms.prices.find(basis, resource, terms.location);
      return price === undefined
        ? notKnown(`no ${words[basis]}${nameOf(resource)} in ${terms.location} is on the list`)
        : { known: true, hourly: times(price, quantity) };
    }),
  );
}

const words: Readonly<Record<Basis, string>> = {
  standard: 'price of ',
  fee: 'management fee of ',
  spot: 'Spot price of ',
  flex: 'flex-start price of ',
};

function nameOf(resource: Resource): string {
  switch (resource.kind) {
    case 'vcpu':
      return `${resource.series} vCPUs`;
    case 'memory':
      return `${resource.series} memory`;
    case 'gpu':
      return resource.type;
    case 'disk':
      return `${resource.type} disks`;
    case 'local-ssd':
      return 'local SSD';
  }
}

/** The machine with all its GPUs, or why it can't be priced. */
function readMachine(spec: MachineSpec | undefined): Machine | { readonly why: string } {
  const type = spec?.machineType ?? '';
  const accelerator = spec?.acceleratorType ?? 'ACCELERATOR_TYPE_UNSPECIFIED';
  if (/^(?:cloud-tpu|ct\d)/.test(type) || accelerator.startsWith('TPU_')) {
    return { why: 'TPUs are not in my estimates' };
  }
  const machine = machineOf(type);
  if (machine === undefined) return { why: `I don’t know the machine type ${type}` };
  if (spec?.gpuPartitionSize !== undefined || (spec?.multihostGpuNodeCount ?? 0) > 0) {
    return { why: 'its GPUs are divided or joined, of which the list says nothing' };
  }
  const count = spec?.acceleratorCount ?? 0;
  if (accelerator === 'ACCELERATOR_TYPE_UNSPECIFIED' || count === 0) return machine;
  if (machine.gpu !== undefined) {
    const isSame = machine.gpu.type === accelerator && machine.gpu.count === count;
    return isSame ? machine : { why: `${type} carries other GPUs than its spec says` };
  }
  return machine.series === 'n1' && attachableGpus.includes(accelerator)
    ? { ...machine, gpu: { type: accelerator, count } }
    : { why: `${accelerator} can’t be attached to ${type}` };
}
