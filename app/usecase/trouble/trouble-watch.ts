import type { Directory } from '../ports/directory.ts';
import { lookForTrouble, type LookForTroubleDeps } from './look-for-trouble.ts';

type TroubleWatchDeps = Omit<LookForTroubleDeps, 'sixTicksMs' | 'join' | 'channel'> & {
  readonly directory: Pick<Directory, 'ensurePostable'>;
  /** Undefined: trouble is told nowhere, and nothing is put on record. */
  readonly channel: string | undefined;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
  /** Monotonic clock, ms. */
  readonly monotonic: () => number;
};

/** This many polls in a row make a target unread. */
const unreadTicks = 6;

/** Counts the ticks at which targets are polled, and looks for trouble, one look at a time. */
export function createTroubleWatch({ channel, monotonic, ...deps }: TroubleWatchDeps) {
  const { store, directory, log } = deps;
  /** The newest, and the six before it, whose polls are over or hang. */
  const ticks: number[] = [];
  let looking: Promise<void> | undefined;
  /** Why the channel couldn't be posted to at the last try. Logged once per reason. */
  let refused: string | undefined;

  const sixTicksMs = (): number | undefined => {
    const [first] = ticks;
    return first === undefined || ticks.length <= unreadTicks ? undefined : monotonic() - first;
  };

  async function join(ops: string): Promise<void> {
    const postable = await directory.ensurePostable(ops);
    const before = refused;
    refused = !postable.ok
      ? postable.failure.message
      : postable.value.kind === 'no'
        ? postable.value.why.kind
        : undefined;
    if (refused === before) return;
    if (refused === undefined) await store.transaction((tx) => tx.threads.unpark(ops));
    else log.warn('OPS_CHANNEL can’t be posted to', { channel: ops, why: refused });
  }

  async function look(): Promise<void> {
    if (channel === undefined) return;
    looking ??= lookForTrouble({
      ...deps,
      channel,
      sixTicksMs,
      join: () => join(channel),
    }).finally(() => {
      looking = undefined;
    });
    await looking;
  }

  return {
    look,
    /** A poll of all targets begins. */
    async tick(): Promise<void> {
      ticks.push(monotonic());
      if (ticks.length > unreadTicks + 1) ticks.shift();
      await look();
    },
  };
}
