// What a worker pool's machines cost by Google's price list: vCPUs, memory, GPUs and disks.

import type { MachineSpec, WorkerPoolSpec } from '../spec/worker-pool.ts';
import { notKnown, sum, type Cost } from './cost.ts';
import { attachableGpus, machineOf, type Machine } from './machine.ts';
import { formatUsd, times } from './money.ts';
import type { Basis, PriceList, Resource } from './price-list.ts';

/** Vertex AI's default: https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/DiskSpec */
const defaultDisk = { type: 'pd-ssd', sizeGib: 100 };

/** Where and how machines are paid for. */
export type Terms = {
  readonly location: string;
  readonly prices: PriceList;
  readonly bases: readonly [Basis, ...Basis[]];
};

/** What all replicas of a worker pool cost per hour by the list. */
export function poolCost(pool: WorkerPoolSpec, terms: Terms): Cost {
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
