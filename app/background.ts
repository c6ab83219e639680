import type { Log } from './log.ts';

export interface Background {
  /** Does it soon; what fails is logged. */
  readonly run: (task: () => Promise<void>) => void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
}

/**
 * What goes on beside the loops, such as answers that follow an ack: nobody awaits it but the shutdown. On SQLite a whole answer is made in
 * one go, so the event loop turns before each is begun: two hundred lists asked for at once must not hold up what comes in meanwhile.
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
