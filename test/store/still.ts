import { randomUUID } from 'node:crypto';
import type { StoreOptions } from '../../app/store/store.ts';
import { noon } from './samples.ts';

const day = 86_400_000;

/** Options of a store whose time stands still until it is moved. */
export function stillOptions() {
  let elapsedMs = 0;
  const logged: Record<string, unknown>[] = [];
  const note = (message: string, fields?: Record<string, unknown>) => {
    logged.push({ message, ...fields });
  };
  return {
    logged,
    now: () => noon + elapsedMs,
    pass: (ms: number) => {
      elapsedMs += ms;
    },
    options: {
      clock: () => noon + elapsedMs,
      ownClock: true,
      monotonic: () => 1_000 + elapsedMs,
      newId: () => randomUUID(),
      log: { warn: note },
      retention: { jobsMs: 180 * day, auditMs: 400 * day },
    } satisfies Omit<StoreOptions, 'database'>,
  };
}
