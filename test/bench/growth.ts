// How the time of a scan grows with its text. A time limit would hang on the machine; here the scan is compared with itself, side by side.

import type { Hostile } from './hostile.ts';

export const short = 2_000;
export const times = 8;
/** Linear is 8, quadratic 64; what a scan costs at all is forgiven. */
const steepest = 24;
const leastMs = 0.6;
/** A scan that is steep is so each time; what the machine does besides is not. */
const attempts = 12;
const enough = 3;

type Growth = {
  /** The text on which it grows fastest. */
  readonly text: string;
  /** The time for a text eight times as long, by the time for the short one, or by what is forgiven. */
  readonly ratio: number;
  /** For that text at its long length. */
  readonly ms: number;
  readonly steep: boolean;
};

/**
 * The text on which the scan's time grows fastest. `clock` is the wall's time, ms: the processor's time of a thread is counted in ticks of
 * 4 ms, longer than most scans.
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

/** The flattest of a few attempts, and of more where that is steep. */
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
    // On both sides of the long one: the engine may compile the scan, or give its compiled form up, in between.
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
