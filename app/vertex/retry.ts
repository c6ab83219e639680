// Reads may be repeated; writes never come through here.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../domain/failure.ts';
import { mayPass } from './errors.ts';

export type RetryDeps = {
  readonly random: () => number;
  /** Waits; rejects when the bot stops. */
  readonly pause: (ms: number) => Promise<void>;
};

const attempts = 4;
const basePauseMs = 500;
const longestPauseMs = 8_000;

/** A pause that ends at once, with an exception, when the bot stops. */
export function pauseUntil(signal: AbortSignal | undefined) {
  return (ms: number): Promise<void> => sleep(ms, undefined, { signal });
}

/**
 * Repeats a read that failed for a passing reason, with full jitter and no sooner than Retry-After. A server that asks for
 * more patience than a read has is left for the next sweep: the failure carries how long it asked for.
 */
export async function retryRead<T>(
  { random, pause }: RetryDeps,
  read: () => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    const result = await read();
    if (result.ok || attempt === attempts || !mayPass(result.failure)) return result;
    const backoffMs = random() * Math.min(longestPauseMs, basePauseMs * 2 ** attempt);
    const askedMs = result.failure.retryAfterMs ?? 0;
    if (askedMs > longestPauseMs) return result;
    try {
      await pause(Math.max(backoffMs, askedMs));
    } catch {
      return result;
    }
  }
}
