// What became visible, to whom, in order. People who wait for something wait here instead of asking again and again.

export type Happening = {
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
  add(happening: Omit<Happening, 'seq' | 'atMs'>): void;
  since(seq: number): readonly Happening[];
  last(): number;
  /** The first happening after `seq` that fits, now or within `timeoutMs`; undefined when there is none. */
  wait(
    seq: number,
    fits: (happening: Happening) => boolean,
    timeoutMs: number,
  ): Promise<Happening | undefined>;
  /** Ends all waiting. */
  stop(): void;
}

export function createFeed(clock: () => number): Feed {
  const happenings: Happening[] = [];
  const watchers = new Set<(happening: Happening | undefined) => void>();
  return {
    add(happening) {
      const added = { seq: happenings.length + 1, atMs: clock(), ...happening };
      happenings.push(added);
      for (const watcher of [...watchers]) watcher(added);
    },
    since: (seq) => happenings.slice(seq),
    last: () => happenings.length,
    wait(seq, fits, timeoutMs) {
      const seen = happenings.slice(seq).find(fits);
      if (seen !== undefined) return Promise.resolve(seen);
      return new Promise((resolve) => {
        const end = (happening: Happening | undefined): void => {
          if (happening !== undefined && !fits(happening)) return;
          watchers.delete(end);
          clearTimeout(timer);
          resolve(happening);
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
