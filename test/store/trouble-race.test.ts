// Two replicas look for trouble at once. On a PostgreSQL server neither sees what the other is committing.

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Store } from '../../app/usecase/ports/store/store.ts';
import { lookForTrouble } from '../../app/usecase/trouble/look-for-trouble.ts';
import { onEachDatabase } from './harness.ts';
import { target } from './samples.ts';

onEachDatabase((bench) => {
  let ids = 0;
  const look = (store: Store) =>
    lookForTrouble({
      store,
      newId: () => `id${++ids}`,
      targets: [target],
      channel: 'C0OPS',
      sixTicksMs: () => 60_000,
      join: () => Promise.resolve(),
      wake: () => undefined,
    });

  /** The bench's store, whose second transaction, which puts on record, waits before it commits. */
  function pausing(): {
    readonly store: Store;
    readonly begun: Promise<undefined>;
    commit(): void;
  } {
    const begun = Promise.withResolvers<undefined>();
    const end = Promise.withResolvers<undefined>();
    let made = 0;
    const store: Store = {
      ...bench().store,
      transaction: (work) =>
        bench().store.transaction(async (tx) => {
          const isSecond = ++made === 2;
          const done = await work(tx);
          if (isSecond) {
            begun.resolve(undefined);
            await end.promise;
          }
          return done;
        }),
    };
    return { store, begun: begun.promise, commit: () => end.resolve(undefined) };
  }

  const poll = (good: boolean) =>
    bench().tx(async ({ targets, now }) => {
      const claimed = await targets.claim(target, 60_000);
      if (claimed === undefined) throw new Error('another has it');
      const seen = good ? { lastGoodPollAt: now } : { problem: 'HTTP 503' };
      await targets.release({ target, ...seen }, claimed.lease);
    });
  /** Both look; the second while the first has not committed. */
  async function bothLook(): Promise<void> {
    const first = pausing();
    const looking = look(first.store);
    await first.begun;
    const second = look(bench().store);
    await sleep(50);
    first.commit();
    await Promise.all([looking, second]);
  }
  const posts = async () => {
    const claimed = await bench().tx(({ threads }) => threads.claimDue(9, 60_000));
    for (const { value, lease } of claimed) {
      const posted = { ...value, rootTs: `${++ids}.0`, cardShown: value.cardWanted };
      await bench().tx(({ threads }) => threads.release(posted, undefined, lease));
    }
    return claimed.map(({ value }) => value.digest?.kind);
  };

  test('one of them tells it, and one that it is over', async () => {
    await poll(false);
    await bothLook();
    expect(await posts()).toEqual(['trouble']);
    bench().pass(1_000);
    await poll(true);
    await bothLook();
    expect(await posts()).toEqual(['trouble-over']);
  });
});
