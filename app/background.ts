import type { Log } from './log.ts';

interface Background {
  /** Runs a task soon; a failure is logged. */
  readonly run: (task: () => Promise<void>) => void;
  /** Resolves when no task is left. */
  idle(): Promise<void>;
}

/**
 * Runs tasks outside the loops, such as answers after an ack; only the shutdown waits for them. On
 * SQLite, a whole answer is computed synchronously, so the event loop turns before each task: two
 * hundred lists at once must not delay incoming requests.
 */
export function createBackground(
  log: Pick<Log, 'error'>,
  turn: () => Promise<void> = nextTurn,
): Background {
  const waiting: (() => Promise<void>)[] = [];
  const running = new Set<Promise<void>>();

  function start(task: () => Promise<void>): void {
    const promise = task()
      .catch((error: unknown) => log.error('work in the background failed', { error }))
      .finally(() => running.delete(promise));
    running.add(promise);
  }

  async function startAll(): Promise<void> {
    while (waiting.length > 0) {
      await turn();
      const task = waiting.shift();
      if (task !== undefined) start(task);
    }
    starting = undefined;
  }

  let starting: Promise<void> | undefined;
  return {
    run(task) {
      waiting.push(task);
      starting ??= startAll();
    },
    async idle() {
      while (starting !== undefined || running.size > 0) {
        await Promise.all([starting, ...running]);
      }
    },
  };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
