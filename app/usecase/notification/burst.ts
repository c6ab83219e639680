// Many jobs of a channel that end at once, such as a parameter sweep, are told in one message. It
// names the failures, whose threads are told as usual; the others show their end on their cards.

import { burstOf } from '../../domain/notification/make-digest.ts';
import { endOf } from '../../domain/notification/end.ts';
import type { Severity } from '../../domain/notification/notification-level.ts';
import { newThread, type Thread } from '../../domain/notification/thread.ts';
import type { Update } from '../../domain/notification/update.ts';
import { tellThread } from './tell-threads.ts';
import type { Tx } from '../ports/store/store.ts';

/** What is to be told to the threads of a launch, and under which key. */
export type News = {
  readonly launchId: string;
  readonly key: string;
  readonly update: Update;
  readonly severity: Severity;
};

type ThreadNews = News & { readonly thread: Thread };

/** Tells threads what one poll brought. If many jobs of a channel ended, a digest tells their ends. */
export async function tellNews(tx: Tx, newId: () => string, news: readonly News[]): Promise<void> {
  const toTell: ThreadNews[] = [];
  for (const one of news) {
    for (const thread of await tx.threads.ofLaunch(one.launchId)) toTell.push({ ...one, thread });
  }
  const digests = await makeDigests(tx, newId, toTell);
  for (const { thread, key, update, severity } of toTell) {
    const digest = endOf(update) === undefined ? undefined : digests.get(thread.channel);
    await tellThread(tx, thread, key, update, severity, digest);
  }
}

/** The digests that the channels need (their threads' ids, by channel). */
async function makeDigests(
  tx: Tx,
  newId: () => string,
  news: readonly ThreadNews[],
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const [channel, some] of Map.groupBy(news, ({ thread }) => thread.channel)) {
    const ends = some.flatMap(({ launchId, update, thread }) => {
      const end = endOf(update);
      return end === undefined ? [] : [{ launchId, end, requesterId: thread.requesterId }];
    });
    const [first] = ends;
    if (first === undefined) continue;
    const digest = burstOf((await tx.channels.get(channel)).mode, ends, tx.now);
    if (digest === undefined) continue;
    const id = newId();
    const { requesterId } = first;
    await tx.threads.insert(newThread({ id, channel, requesterId, digest }));
    digests.set(channel, id);
  }
  return digests;
}

/**
 * Whether one of these digests names the thread's launch. The digest then reports its end in the
 * channel and mentions people.
 */
export async function isNamed(
  tx: Tx,
  { launchId }: Thread,
  digestIds: readonly (string | undefined)[],
): Promise<boolean> {
  for (const id of new Set(digestIds)) {
    const digest = id === undefined ? undefined : (await tx.threads.get(id))?.digest;
    if (launchId === undefined || digest?.kind !== 'burst') continue;
    if (digest.failed.includes(launchId)) return true;
  }
  return false;
}
