// Retries for reads. Writes never use this.

import { setTimeout as sleep } from 'node:timers/promises';
import { backOffMs } from '../domain/error/back-off.ts';
import { mayPass, type Result } from '../domain/error/failure.ts';

export type RetryDeps = {
  readonly random: () => number;
  /** Waits; rejects when the bot stops. */
  readonly pause: (ms: number) => Promise<void>;
  /** Unix ms. */
  readonly clock: () => number;
};

const attempts = 4;
/** Retries of a read start within this many time limits, for all pages of a list together. */
const patience = 2;
const longestPauseMs = 8_000;

/** A pause that ends at once, with an exception, when the bot stops. */
export function pauseUntil(signal: AbortSignal | undefined) {
  return (ms: number): Promise<void> => sleep(ms, undefined, { signal });
}

/** When (Unix ms) a read that begins now is no longer repeated. */
export function deadlineOf({
  clock,
  timeoutMs,
}: Pick<RetryDeps, 'clock'> & { readonly timeoutMs: number }): number {
  return clock() + patience * timeoutMs;
}

/**
 * Repeats a read that failed temporarily: with full jitter, not before Retry-After, and not
 * starting after `deadline` (Unix ms). If the server asks to wait longer, the failure says so, and
 * the next poll tries again.
 */
export async function retryRead<T>(
  { random, pause, clock }: RetryDeps,
  deadline: number,
  read: () => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    const result = await read();
    if (result.ok || attempt === attempts || !mayPass(result.failure)) return result;
    const pauseMs = random() * backOffMs(attempt - 1, { longestMs: longestPauseMs });
    const waitMs = Math.max(pauseMs, result.failure.retryAfterMs ?? 0);
    if (waitMs > longestPauseMs || clock() + waitMs > deadline) return result;
    try {
      await pause(waitMs);
    } catch {
      return result;
    }
  }
}
