// The events of the workspace in order: what became visible, and to whom. Waiting here replaces polling.

export type FeedEvent = {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: 'message' | 'edit' | 'delete' | 'ephemeral' | 'view' | 'home' | 'reaction';
  readonly channel?: string | undefined;
  /** Of the message, or the id of the view. */
  readonly ts?: string | undefined;
  readonly thread?: string | undefined;
  /** The author. For ephemeral messages, modals and Home: the person who sees it. */
  readonly user: string;
  /** Rendered as text. */
  readonly text: string;
};

export interface Feed {
  add(event: Omit<FeedEvent, 'seq' | 'atMs'>): void;
  since(seq: number): readonly FeedEvent[];
  last(): number;
  /** The first event after `seq` that fits, waiting up to `timeoutMs` for it. Undefined on timeout. */
  wait(
    seq: number,
    fits: (event: FeedEvent) => boolean,
    timeoutMs: number,
  ): Promise<FeedEvent | undefined>;
  /** Ends all waiting. */
  stop(): void;
}

/** An empty feed. */
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
