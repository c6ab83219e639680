// How the time of a scan grows with its text. A time limit would depend on the machine, so the scan is compared with itself.

import type { Hostile } from './hostile-texts.ts';

export const short = 2_000;
export const times = 8;
/** Linear is 8, quadratic 64. */
const steepest = 24;
/** Shorter times count as this: they are too short to measure. */
const leastMs = 0.6;
/** A steep scan is steep in every attempt. Other load on the machine is not. */
const attempts = 12;
const enough = 3;

type Growth = {
  /** The text on which it grows fastest. */
  readonly text: string;
  /** The time for a text eight times as long, divided by the time for the short one. */
  readonly ratio: number;
  /** The time for the long text. */
  readonly ms: number;
  readonly steep: boolean;
};

/**
 * The text on which the scan's time grows fastest. `clock` is wall time in ms: CPU time is counted in ticks of 4 ms, which is longer than
 * most scans take.
 */
export function growthOf(
  scan: (text: string) => unknown,
  texts: readonly Hostile[],
  clock: () => number,
): Growth {
  return texts
    .map((text) => growthOn(scan, text, clock))
    .reduce((a, b) => (b.ratio > a.ratio ? b : a), { text: '', ratio: 0, ms: 0, steep: false });
}

/** The flattest of a few attempts, or of more if those are steep. */
function growthOn(
  scan: (text: string) => unknown,
  { name, of }: Hostile,
  clock: () => number,
): Growth {
  const begin = of(short);
  const grown = of(short * times);
  const spent = (text: string): number => {
    const since = clock();
    scan(text);
    return clock() - since;
  };
  let flattest: Growth | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    // The short text runs before and after the long one, because the engine may compile or deoptimize the scan in between.
    const before = spent(begin);
    const ms = spent(grown);
    const ratio = ms / Math.max(leastMs, before, spent(begin));
    if (flattest === undefined || ratio < flattest.ratio) {
      flattest = { text: name, ratio, ms, steep: ratio > steepest };
    }
    if (attempt + 1 >= enough && !flattest.steep) break;
  }
  return flattest ?? { text: name, ratio: 0, ms: 0, steep: false };
}
