// After a job ran out of memory: the next larger machine of the same family, and the one change of
// a parameter by which its template allows it. GPUs never change, nor does anything else.

import { z } from 'zod';
import { estimateCost, type Estimate } from '../cost/estimate.ts';
import { carriesGpus, largerMachines } from '../cost/machine.ts';
import type { PriceList } from '../cost/price-list.ts';
import { explainError } from '../error/explain.ts';
import type { JobError, Target } from '../job/job.ts';
import type { Launch } from '../launch/launch.ts';
import { summarizePools, type PoolSummary } from '../spec/pool-summary.ts';
import { fillTemplate } from '../template/fill/fill-template.ts';
import { parseParts } from '../template/placeholder.ts';
import type { Template } from '../template/template.ts';

/** A re-run on a larger machine, by another choice for one parameter. */
export type BiggerRun = {
  readonly parameter: string;
  readonly value: string;
  readonly machineType: string;
  readonly estimate: Estimate;
};

/** `next`: the next larger machine of the family. `run`: undefined if the template allows none. */
export type Bigger = { readonly next: string; readonly run?: BiggerRun | undefined };

type Spec = Readonly<Record<string, unknown>>;
type Pools = readonly (PoolSummary | undefined)[];

/**
 * What to advise after these errors of a launch; undefined if none is for want of memory, or no
 * larger machine is known. `template` is the version it was made from.
 */
export function biggerFor(
  errors: readonly JobError[],
  launch: Launch,
  template: Template | undefined,
  configured: readonly Target[],
  prices: PriceList | undefined,
): Bigger | undefined {
  // A fallback ran elsewhere or otherwise, and a re-run with a change begins as the template says.
  if (launch.ladder !== undefined && launch.ladder.at > 0) return undefined;
  const before = poolsOf(launch.body.jobSpec);
  const short = shortPools(errors, before);
  const first = short[0] === undefined ? undefined : before[short[0]];
  const sizes = first === undefined ? [] : largerFor(first);
  const [next] = sizes;
  if (next === undefined) return undefined;
  const found = (template === undefined ? [] : choicesOf(template)).flatMap((choice) => {
    const after = refill(launch, choice, configured);
    const machineType = after && grown(before, poolsOf(after), short);
    if (after === undefined || machineType === undefined) return [];
    const { parameter, value } = choice;
    const estimate = estimateCost(after, launch.target.location, prices);
    return [{ parameter, value, machineType, estimate }];
  });
  // If several parameters could, none of them is the one that is meant.
  const isOne = new Set(found.map(({ parameter }) => parameter)).size === 1;
  const byType = Map.groupBy(found, ({ machineType }) => machineType);
  const least = sizes.find((type) => byType.has(type));
  return { next, run: isOne && least !== undefined ? byType.get(least)?.[0] : undefined };
}

/** The pools that had too little memory: the one that Google names, else all. */
function shortPools(errors: readonly JobError[], pools: Pools): readonly number[] {
  const all = [...pools.keys()].filter((index) => pools[index] !== undefined);
  for (const error of errors) {
    const cause = explainError(error);
    if (cause?.kind === 'killed') return all;
    if (cause?.kind !== 'low-memory') continue;
    const named = /^workerpool(\d{1,3})$/.exec(cause.pool ?? '')?.[1];
    return all.filter((index) => named === undefined || index === Number(named));
  }
  return [];
}

const poolList = z.object({ workerPoolSpecs: z.array(z.unknown()) });

/** All pools by their number; undefined for one that is skipped. */
function poolsOf(jobSpec: Spec): Pools {
  const read = poolList.safeParse(jobSpec);
  if (!read.success) return [];
  return read.data.workerPoolSpecs.map((pool) => summarizePools({ workerPoolSpecs: [pool] })[0]);
}

/** The larger machines of a pool's family that take its GPUs, the next one first. */
function largerFor({ machineType = '', accelerator }: PoolSummary): readonly string[] {
  return largerMachines(machineType).filter(
    (type) => accelerator === undefined || carriesGpus(type, accelerator.type, accelerator.count),
  );
}

type Choice = {
  readonly template: Template;
  readonly parameter: string;
  readonly value: string;
};

/** The choices of the parameters on which a pool's machine type depends. */
function choicesOf(template: Template): readonly Choice[] {
  if (template.literal) return [];
  const names = poolsOf(template.jobSpec)
    .flatMap((pool) => parseParts(pool?.machineType ?? ''))
    .flatMap((part) => (part.kind === 'placeholder' ? [part.name] : []));
  return template.parameters.flatMap((one) => {
    if (one.type !== 'choice' || !names.includes(one.name)) return [];
    return one.choices.map((value) => ({ template, parameter: one.name, value }));
  });
}

/** The spec with one parameter changed; undefined if the template refuses it. */
function refill(
  { parameters: earlier, target, maxTimeMs }: Launch,
  { template, parameter, value }: Choice,
  configured: readonly Target[],
): Spec | undefined {
  const input = { parameters: { [parameter]: value }, earlier, target, maxTimeMs };
  const filled = fillTemplate(template, input, configured);
  return filled.ok ? filled.launch.body.jobSpec : undefined;
}

/**
 * The one machine type that all pools with too little memory have now, if it is larger, and nothing
 * else differs but that other pools may have a larger machine, too.
 */
function grown(before: Pools, after: Pools, short: readonly number[]): string | undefined {
  const isFit = before.every((pool, index) => {
    const now = after[index];
    if (pool === undefined || now === undefined) return pool === now;
    if (face(pool) !== face(now)) return false;
    const isLarger = largerFor(pool).includes(now.machineType ?? '');
    return isLarger || (!short.includes(index) && pool.machineType === now.machineType);
  });
  const types = new Set(short.map((index) => after[index]?.machineType));
  const [only] = types;
  return isFit && types.size === 1 && before.length === after.length ? only : undefined;
}

const face = (pool: PoolSummary): string => JSON.stringify({ ...pool, machineType: '' });
