// What became visible, to whom, in order. People who wait for something wait here instead of asking again and again.

export type FeedEvent = {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: 'message' | 'edit' | 'delete' | 'ephemeral' | 'view' | 'home' | 'reaction';
  readonly channel?: string | undefined;
  /** Of the message, or of the thread's root. */
  readonly ts?: string | undefined;
  readonly thread?: string | undefined;
  /** Whose message it is; on ephemerals, views and Home: who sees it. */
  readonly user: string;
  /** As a person reads it. */
  readonly text: string;
};

export interface Feed {
  add(event: Omit<FeedEvent, 'seq' | 'atMs'>): void;
  since(seq: number): readonly FeedEvent[];
  last(): number;
  /** The first event after `seq` that fits, now or within `timeoutMs`; undefined when there is none. */
  wait(
    seq: number,
    fits: (event: FeedEvent) => boolean,
    timeoutMs: number,
  ): Promise<FeedEvent | undefined>;
  /** Ends all waiting. */
  stop(): void;
}

export function createFeed(clock: () => number): Feed {
  const events: FeedEvent[] = [];
  const watchers = new Set<(event: FeedEvent | undefined) => void>();
  return {
    add(event) {
      const added = { seq: events.length + 1, atMs: clock(), ...event };
      events.push(added);
      for (const watcher of [...watchers]) watcher(added);
    },
    since: (seq) => events.slice(seq),
    last: () => events.length,
    wait(seq, fits, timeoutMs) {
      const seen = events.slice(seq).find(fits);
      if (seen !== undefined) return Promise.resolve(seen);
      return new Promise((resolve) => {
        const end = (event: FeedEvent | undefined): void => {
          if (event !== undefined && !fits(event)) return;
          watchers.delete(end);
          clearTimeout(timer);
          resolve(event);
        };
        const timer = setTimeout(() => end(undefined), timeoutMs);
        watchers.add(end);
      });
    },
    stop() {
      for (const watcher of [...watchers]) watcher(undefined);
    },
  };
}
