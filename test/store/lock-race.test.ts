// A lock is set on one replica while another accepts or sends a launch. On a PostgreSQL server the transactions overlap.

import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { accept, type AcceptDeps } from '../../app/usecase/launch/accept-launch.ts';
import { submit, type SubmitDeps } from '../../app/usecase/launch/submit-launch.ts';
import { sha256 } from '../../app/sha256.ts';
import type { Store, Tx } from '../../app/usecase/ports/store/store.ts';
import { createFakeAnswerer } from '../usecase/fakes/answerer.ts';
import { createFakeDirectory } from '../usecase/fakes/directory.ts';
import { createChangingPolicy } from '../usecase/fakes/policy.ts';
import { createHelloFiles } from '../usecase/fakes/template-files.ts';
import { createFakeVertex } from '../usecase/fakes/vertex.ts';
import { settings } from '../usecase/harness.ts';
import { onEachDatabase } from './harness.ts';
import { stopping } from './stopping.ts';
import { aLaunch, aThread, noon, target } from './samples.ts';

onEachDatabase((bench) => {
  let ids = 0;
  const newId = () => `id${++ids}`;
  const launch = aLaunch('1', { requester: { userId: 'U0ANA', teamId: 'T1', channel: 'C1' } });
  let vertex: ReturnType<typeof createFakeVertex>;
  beforeEach(() => {
    vertex = createFakeVertex(() => bench().now(), target);
  });

  const claim = async () => {
    const [claimed] = await bench().tx(({ launches }) => launches.claimDue(1, 60_000));
    if (claimed === undefined) throw new Error('nothing is due');
    return claimed;
  };
  const submitDeps = (store: Store): SubmitDeps => ({
    ...{ store, vertex: vertex.vertex, targets: [target], settings, newId },
    // Long before any lease ends.
    monotonic: () => 0,
    count: () => undefined,
    policy: createChangingPolicy().policy,
    directory: createFakeDirectory(() => bench().now()).directory,
    templates: createHelloFiles().files,
    sha256,
  });
  const stored = () => bench().tx(({ launches }) => launches.byHandle(launch.handle));
  const lockAll = (tx: Tx) =>
    tx.locks.set({ scope: { kind: 'all' }, reason: 'now', by: 'U1', channel: 'C1' });

  /** A lock that is being set: `commit` ends its transaction. */
  async function beingLocked(): Promise<{ readonly commit: () => Promise<unknown> }> {
    const [begun, end] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const setting = bench().tx(async (tx) => {
      await tx.locks.turn();
      await lockAll(tx);
      begun.resolve(undefined);
      await end.promise;
    });
    await begun.promise;
    return {
      commit: () => {
        end.resolve(undefined);
        return setting;
      },
    };
  }

  test('what is sent while a lock is being set is not sent', async () => {
    await bench().tx(async ({ launches, threads }) => {
      await launches.insert({ ...launch, state: 'accepted' }, noon);
      await threads.insert(aThread('t1', { launchId: '1', channel: 'C1' }));
    });
    const claimed = await claim();
    const { commit } = await beingLocked();
    const sending = submit(submitDeps(bench().store), claimed);
    await sleep(50);
    await commit();
    await sending;
    expect(vertex.creates).toEqual([]);
    expect(await stored()).toMatchObject({ state: 'locked', locked: { number: 1 } });
  });

  test('what is accepted while a lock is being set is refused', async () => {
    await bench().tx(({ launches }) => launches.insert(launch, noon));
    const claimed = await claim();
    const { answers, answerer } = createFakeAnswerer();
    const { commit } = await beingLocked();
    const deps: AcceptDeps = {
      ...createFakeDirectory(() => bench().now()),
      ...createChangingPolicy(),
      templates: createHelloFiles().files,
      ...{ store: bench().store, answerer, newId, sha256 },
      count: () => undefined,
    };
    const accepting = accept(deps, claimed);
    await sleep(50);
    await commit();
    await accepting;
    expect(answers).toMatchObject([{ kind: 'refused', why: { kind: 'locked' } }]);
    expect(await stored()).toMatchObject({ state: 'refused' });
  });

  test('a lock is set only after what is being committed as sent', async () => {
    await bench().tx(({ launches }) => launches.insert({ ...launch, state: 'accepted' }, noon));
    const claimed = await claim();
    const begun = Promise.withResolvers<undefined>();
    const end = Promise.withResolvers<undefined>();
    const sending = submit(submitDeps(stopping(bench(), begun, end)), claimed);
    await begun.promise;
    const locking = bench().tx(async (tx) => {
      await tx.locks.turn();
      const found = await tx.launches.byHandle(launch.handle);
      await lockAll(tx);
      return found?.state;
    });
    await sleep(50);
    end.resolve(undefined);
    expect(['submitting', 'bound']).toContain(await locking);
    await sending;
    expect(vertex.creates).toHaveLength(1);
    expect(await stored()).toMatchObject({ state: 'bound' });
  });
});
