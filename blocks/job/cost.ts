// An amount is always shown with what it is: a list-price estimate, or not known.

import type { Cost } from '../../app/domain/cost/cost.ts';
import type { Estimate } from '../../app/domain/cost/estimate.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { RunCost } from '../../app/domain/launch/run-cost.ts';
import { clip } from '../kit/foreign.ts';
import { poolLines } from './pools.ts';
import { plainText } from '../kit/render-rich.ts';
import { quote, say, type Line } from '../kit/rich.ts';

const label = 'at list price';
const mostWhy = 200;

/**
 * The worker pools with their cost: `1 × g2-standard-8 + 1 × NVIDIA_L4 ≈ $0.98/h (list-price
 * estimate)`. Several pools have a line each, and one for the total. For a job that has ended,
 * `run` is its cost.
 */
export function costLines(
  jobSpec: Readonly<Record<string, unknown>> | undefined,
  estimate: Estimate | undefined,
  run?: RunCost,
): readonly Line[] {
  const pools = poolLines(jobSpec);
  if (estimate === undefined) return pools;
  const { total } = estimate;
  const [only, ...others] = pools;
  if (only === undefined) return [];
  if (others.length === 0) {
    return [[...only, say(total.known ? ' ' : ' · '), ...totalParts(total, run)]];
  }
  const each = estimate.pools.length === pools.length ? estimate.pools : [];
  return [
    ...pools.map((line, index) => [...line, ...poolParts(each[index])]),
    [say('In all: '), ...totalParts(total, run)],
  ];
}

function totalParts(total: Cost, run: RunCost | undefined): Line {
  if (!total.known) return [say('cost not known: '), quote(total.why, mostWhy)];
  const spent = run?.known === true ? `, ${amountOf(run)} for the run` : '';
  return [say(`≈ ${formatUsd(total.hourly)}/h${spent} ${label}`)];
}

function poolParts(cost: Cost | undefined): Line {
  if (cost === undefined) return [];
  return [say(cost.known ? ` ≈ ${formatUsd(cost.hourly)}/h` : ' · cost not known')];
}

/**
 * The cost per hour inside a sentence: `≈ $0.98/h at list price`, or that it isn't known.
 */
export function hourlyParts({ total }: Estimate): Line {
  return totalParts(total, undefined);
}

/**
 * The same as plain text for a dialog: `: ≈ $0.98/h at list price`; empty if there is no
 * estimate.
 */
export function hourlyText(estimate: Estimate | undefined): string {
  return estimate === undefined ? '' : `: ${clip(plainText([hourlyParts(estimate)]), 120)}`;
}

/**
 * Continues a run's duration: `, for about $3.20 at list price`; empty without an estimate
 * or a run.
 */
export function spentWords(run: RunCost | undefined): string {
  if (run === undefined) return '';
  return run.known ? `, for ${amountOf(run)} ${label}` : ', cost not known';
}

/** The cost so far: `about $3.20 so far at list price`. */
export function soFarWords(cost: RunCost | 'not-run' | undefined): string {
  if (cost === 'not-run') return 'has not run yet';
  if (cost === undefined || !cost.known) return 'cost so far not known';
  return `${amountOf(cost)} so far ${label}`;
}

/** `about $3.20`; if the job was without machines for a while, `up to $3.20`. */
function amountOf({ amount, atMost }: Extract<RunCost, { known: true }>): string {
  const text = formatUsd(amount);
  if (!text.startsWith('$')) return text;
  return `${atMost ? 'up to' : 'about'} ${text}`;
}
