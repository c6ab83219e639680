// Works off due rows of the store: claims as many as it has capacity for, and sleeps until the next
// one is due or something wakes it.

import type { Claimed } from '../ports/store/lease.ts';

export interface LoopLog {
  error(message: string, fields?: Record<string, unknown>): void;
}

type LoopDeps<T> = {
  readonly name: string;
  /** How many rows may be handled at once. */
  readonly concurrency: number;
  claim(limit: number): Promise<readonly Claimed<T>[]>;
  /**
   * Does what a row needs and releases it. Errors are logged; the row is claimed again after its
   * lease ends.
   */
  work(claimed: Claimed<T>): Promise<void>;
  /** Time until the next row is due (ms); undefined if there is none. */
  untilNextDueMs(): Promise<number | undefined>;
  readonly log: LoopLog;
};

export interface Loop {
  start(): void;
  /** Checks for due rows at once. */
  wake(): void;
  /** Claims nothing more, and resolves when the claimed rows are done. */
  stop(): Promise<void>;
}

/** Other replicas can't wake this loop, so it checks at this interval. */
const idleMs = 1_000;
/**
 * Pause after a failure of the store: long enough not to flood the log, short enough to recover
 * soon.
 */
const storeFailedMs = 2_000;

/** Creates a loop; it runs from `start` until `stop`. */
export function createLoop<T>(deps: LoopDeps<T>): Loop {
  const inHand = new Set<Promise<void>>();
  let stopped = false;
  let running: Promise<void> | undefined;
  let woken = false;
  let wakeUp: (() => void) | undefined;

  function wake(): void {
    woken = true;
    wakeUp?.();
  }

  /** Resolves after `ms`, or as soon as the loop is woken. */
  async function pause(ms: number): Promise<void> {
    if (woken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wakeUp = undefined;
  }

  function take(claimed: Claimed<T>): void {
    const task = deps
      .work(claimed)
      .catch((error: unknown) =>
        deps.log.error(`${deps.name}: left for the lease to end`, { error }),
      )
      .finally(() => {
        inHand.delete(task);
        wake();
      });
    inHand.add(task);
  }

  async function round(): Promise<number> {
    const free = deps.concurrency - inHand.size;
    if (free === 0) return idleMs;
    const claimed = await deps.claim(free);
    claimed.forEach(take);
    if (claimed.length === free) return 0; // there may be more
    const dueMs = await deps.untilNextDueMs();
    return Math.min(idleMs, Math.max(1, dueMs ?? idleMs));
  }

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      let pauseMs: number;
      try {
        pauseMs = await round();
      } catch (error) {
        deps.log.error(`${deps.name}: the database did not answer, trying again`, { error });
        pauseMs = storeFailedMs;
        woken = false;
      }
      if (pauseMs > 0) await pause(pauseMs);
    }
  }

  return {
    start() {
      running ??= run();
    },
    wake,
    async stop() {
      stopped = true;
      wake();
      await running;
      await Promise.all(inHand);
    },
  };
}
