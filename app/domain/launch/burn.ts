// What a live job burns now, by the hourly price it was launched with. Invariant: what isn't known
// is counted as a job and never as zero.

import type { Usd } from '../cost/money.ts';
import type { PaidRun } from '../cost/spent.ts';
import { holdsMachines } from '../job/run-time.ts';
import { ownerOf, type Launch } from './launch.ts';
import { costSoFar, mayRun } from './run-cost.ts';

/** The part of a live launch that says what it burns. */
export type Burner = {
  readonly launch: Pick<
    Launch,
    'id' | 'origin' | 'state' | 'target' | 'estimate' | 'requestedAt'
  > & {
    readonly template: Pick<Launch['template'], 'name'>;
    readonly requester: Pick<Launch['requester'], 'userId'>;
  };
  readonly job?: Omit<PaidRun, 'estimate'> | undefined;
};

/**
 * - `burns`: it has machines, for this much an hour by list price.
 * - `unpriced`: it has machines, and their price isn't known.
 * - `unsure`: whether it has machines isn't known: its state is newer than the bot, or no job was
 *   found for it yet.
 * - `waits`: it has none now: queued, between two attempts, paused, or not sent.
 */
type Burn =
  | { readonly kind: 'burns'; readonly hourly: Usd }
  | { readonly kind: 'unpriced' | 'unsure' | 'waits' };

/** What a live launch burns now. */
export function burnOf({ launch, job }: Pick<Burner, 'launch' | 'job'>): Burn {
  const holds = job === undefined ? mayRun.includes(launch.state) && undefined : holdsMachines(job);
  if (holds === undefined) return { kind: 'unsure' };
  if (!holds) return { kind: 'waits' };
  const total = launch.estimate?.total;
  return total?.known === true ? { kind: 'burns', hourly: total.hourly } : { kind: 'unpriced' };
}

/** How many are named in a digest or at Home. */
const mostDearest = 3;

/** What burns most first; then what isn't known, as it may; then what waits. */
const ranks: Readonly<Record<Burn['kind'], number>> = {
  burns: 0,
  unpriced: 1,
  unsure: 2,
  waits: 3,
};

/** Sorted by price per hour, then by cost so far, then the oldest first. */
export function byBurn<B extends Burner>(burners: readonly B[], now: number): readonly B[] {
  const keyed = burners.map((burner) => ({
    burner,
    burn: burnOf(burner),
    spent: amountOf(burner, now),
  }));
  return keyed
    .toSorted((a, b) => {
      const [x, y] = [hourlyOf(a.burn), hourlyOf(b.burn)];
      return (
        ranks[a.burn.kind] - ranks[b.burn.kind] ||
        descending(x, y) ||
        descending(a.spent, b.spent) ||
        a.burner.launch.requestedAt - b.burner.launch.requestedAt ||
        (a.burner.launch.id < b.burner.launch.id ? -1 : 1)
      );
    })
    .map(({ burner }) => burner);
}

/** A few of those with machines and a known price, as launch ids; none unless there are several. */
export function dearestOf(burners: readonly Burner[], now: number): readonly string[] {
  const burning = burners.filter((burner) => burnOf(burner).kind === 'burns');
  return burning.length < 2 ? [] : mostBurning(burning, now);
}

/** The few with machines that burn most, priced ones first, as launch ids. */
export function mostBurning(burners: readonly Burner[], now: number): readonly string[] {
  const withMachines = burners.filter((burner) =>
    ['burns', 'unpriced'].includes(burnOf(burner).kind),
  );
  return byBurn(withMachines, now)
    .slice(0, mostDearest)
    .map(({ launch }) => launch.id);
}

const descending = (a: Usd, b: Usd): number => (a === b ? 0 : a > b ? -1 : 1);

const hourlyOf = (burn: Burn): Usd => (burn.kind === 'burns' ? burn.hourly : 0n);

function amountOf(burner: Burner, now: number): Usd {
  const cost = costSoFar(burner, now);
  return cost !== undefined && cost !== 'not-run' && cost.known ? cost.amount : 0n;
}

/** How many jobs burn, wait, or may burn; and what those with a known price burn an hour. */
export type BurnSum = {
  readonly hourly: Usd;
  readonly burns: number;
  readonly unpriced: number;
  readonly unsure: number;
  readonly waits: number;
};

const none: BurnSum = { hourly: 0n, burns: 0, unpriced: 0, unsure: 0, waits: 0 };

/** The sum of live launches. */
export function burnSum(burners: readonly Burner[]): BurnSum {
  return burners.reduce((sum, burner) => {
    const burn = burnOf(burner);
    const { kind } = burn;
    return { ...sum, [kind]: sum[kind] + 1, hourly: sum.hourly + hourlyOf(burn) };
  }, none);
}

/** One owner's part; no owner: launched elsewhere. */
export type OwnersBurn = { readonly owner: string | undefined; readonly sum: BurnSum };

/** The parts of all owners with machines, or perhaps; who burns most first. */
export function burnByOwner(burners: readonly Burner[]): readonly OwnersBurn[] {
  const groups = Map.groupBy(burners, ({ launch }) => ownerOf(launch));
  return [...groups]
    .map(([owner, own]) => ({ owner, sum: burnSum(own) }))
    .filter(({ sum }) => sum.burns + sum.unpriced + sum.unsure > 0)
    .toSorted((a, b) => descending(a.sum.hourly, b.sum.hourly));
}
