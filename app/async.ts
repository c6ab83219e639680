import { backOffMs } from './domain/error/back-off.ts';
import type { Log } from './log.ts';
import { SlackUnreachableError } from './slack/client/errors.ts';

const longestPauseMs = 30_000;

/** Retries until it works or fails in a way that waiting can't fix. Logs what it is waiting for. */
export async function retrying<T>(
  { log, pause }: { readonly log: Log; readonly pause: (ms: number) => Promise<void> },
  what: string,
  mayPass: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error)) throw error;
      log.warn(`not ready: ${what} can’t be reached, trying again`, { error });
      const askedMs = error instanceof SlackUnreachableError ? (error.retryAfterMs ?? 0) : 0;
      await pause(Math.max(backOffMs(failures, { longestMs: longestPauseMs }), askedMs));
    }
  }
}

/** Resolves when `signal` is aborted. */
export async function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  if (!signal.aborted) await promise;
}

/**
 * Resolves when `work` is done or the time is over. What is left then goes to the next process by
 * its lease.
 */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, ms, undefined);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
