import type { Usd } from '../cost/money.ts';
import { formatTarget } from '../job/job.ts';
import { burnSum, type Burner } from './burn.ts';
import { costSoFar } from './run-cost.ts';

/** What the live jobs of one template in one target burn. */
export type BurnSeries = {
  readonly target: string;
  readonly template: string;
  /** Live jobs, and launches that may become one. */
  readonly live: number;
  /** Those of them that run at a price that isn't known, or of which it isn't known whether they run. */
  readonly unpriced: number;
  /** By list price, of those whose price is known. */
  readonly hourly: Usd;
  readonly soFar: Usd;
};

/** Few enough for Prometheus, whose every pair of labels is kept as a series of its own. */
export const mostSeries = 100;

/** Names nothing that anybody can configure: a target has a slash, and a template no brackets. */
const others = { target: '(others)', template: '(others)' };
const elsewhere = '(launched elsewhere)';

/**
 * Live jobs by target and template, those that burn most first. Past `mostSeries`, the rest is one
 * series, so that sums stay whole.
 */
export function burnSeries(burners: readonly Burner[], now: number): readonly BurnSeries[] {
  const found = new Map<string, BurnSeries>();
  for (const burner of burners) {
    const one = seriesOf(burner, now);
    const key = JSON.stringify([one.target, one.template]);
    const sum = found.get(key);
    found.set(key, sum === undefined ? one : plus(sum, one));
  }
  const all = [...found.values()].toSorted(dearest);
  if (all.length <= mostSeries) return all;
  const [first, ...rest] = all.slice(mostSeries - 1);
  return first === undefined
    ? all
    : [...all.slice(0, mostSeries - 1), rest.reduce(plus, { ...first, ...others })];
}

function dearest(a: BurnSeries, b: BurnSeries): number {
  if (a.hourly !== b.hourly) return a.hourly > b.hourly ? -1 : 1;
  return b.live - a.live || (`${a.target} ${a.template}` < `${b.target} ${b.template}` ? -1 : 1);
}

function seriesOf(burner: Burner, now: number): BurnSeries {
  const { target, template, origin } = burner.launch;
  const { hourly, unpriced, unsure } = burnSum([burner]);
  const cost = costSoFar(burner, now);
  const isKnown = cost !== undefined && cost !== 'not-run' && cost.known;
  return {
    target: formatTarget(target),
    template: origin === undefined ? template.name : elsewhere,
    live: 1,
    unpriced: unpriced + unsure,
    hourly,
    soFar: isKnown ? cost.amount : 0n,
  };
}

/** A series with another one added; it keeps its name. */
function plus(sum: BurnSeries, { live, unpriced, hourly, soFar }: BurnSeries): BurnSeries {
  return {
    ...sum,
    live: sum.live + live,
    unpriced: sum.unpriced + unpriced,
    hourly: sum.hourly + hourly,
    soFar: sum.soFar + soFar,
  };
}
