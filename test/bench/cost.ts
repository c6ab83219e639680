// What some work costs the process that does it.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { statementsSoFar } from './statements.ts';

export type Cost = {
  /** User and system time of this process, its garbage collection included. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** The longest time in which the event loop ran nothing else. */
  readonly blockMs: number;
  /** SQL statements, with `begin` and `commit`. */
  readonly statements: number;
};

/** Before and after the work, so that the monitor's timer runs and sees a block at either end. */
const restMs = 20;

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** The cost of doing `work` once. Garbage of earlier work is not charged to it. */
export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await sleep(restMs);
  delay.reset();
  const statements = statementsSoFar();
  const cpu = process.cpuUsage();
  const since = performance.now();
  await work();
  const wallMs = performance.now() - since;
  const { user, system } = process.cpuUsage(cpu);
  const ran = statementsSoFar() - statements;
  await sleep(restMs);
  delay.disable();
  return { cpuMs: (user + system) / 1_000, wallMs, blockMs: delay.max / 1e6, statements: ran };
}

/** The median of each figure by itself. */
export function medianCost(costs: readonly Cost[]): Cost {
  return {
    cpuMs: median(costs.map((one) => one.cpuMs)),
    wallMs: median(costs.map((one) => one.wallMs)),
    blockMs: median(costs.map((one) => one.blockMs)),
    statements: median(costs.map((one) => one.statements)),
  };
}

/** The upper one of the two in the middle if there are two. */
function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
}
