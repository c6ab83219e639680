// Launches race for what is left of a budget. On a PostgreSQL server their transactions overlap.

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sha256 } from '../../app/sha256.ts';
import { usdOf } from '../../app/domain/cost/money.ts';
import { accept, type AcceptDeps } from '../../app/usecase/launch/accept-launch.ts';
import type { Store } from '../../app/usecase/ports/store/store.ts';
import { createFakeAnswerer } from '../usecase/fakes/answerer.ts';
import { createFakeDirectory } from '../usecase/fakes/directory.ts';
import { createChangingPolicy } from '../usecase/fakes/policy.ts';
import { createHelloFiles } from '../usecase/fakes/template-files.ts';
import { onEachDatabase } from './harness.ts';
import { aLaunch, noon } from './samples.ts';
import { stopping } from './stopping.ts';

onEachDatabase((bench) => {
  let ids = 0;
  const { answers, answerer } = createFakeAnswerer();
  const depsOn = (store: Store): AcceptDeps => {
    const policy = createChangingPolicy();
    policy.setPolicy({ limits: { budgets: [{ of: 'label.team', month: 10 }] } });
    return {
      ...createFakeDirectory(() => bench().now()),
      ...policy,
      templates: createHelloFiles().files,
      ...{ store, answerer, newId: () => `id${++ids}`, sha256 },
      count: () => undefined,
    };
  };
  const launch = (id: string) => {
    const { body, ...rest } = aLaunch(id, {
      requester: { userId: 'U0ANA', teamId: 'T1', channel: 'C1' },
      estimate: { total: { known: true, hourly: usdOf(10) }, pools: [] },
    });
    return { ...rest, body: { ...body, jobSpec: { scheduling: { timeout: '3600s' } } } };
  };
  const claimAll = async (count: number) => {
    for (let id = 1; id <= count; id++) {
      await bench().tx(({ launches }) => launches.insert(launch(String(id)), noon));
    }
    return bench().tx(({ launches }) => launches.claimDue(count, 60_000));
  };
  const states = () =>
    bench().tx(async (tx) => (await tx.launches.byIds(['1', '2', '3'])).map(({ state }) => state));

  test('of two for the last dollars, the later one waits for the first, and is refused', async () => {
    const [first, second] = await claimAll(2);
    if (first === undefined || second === undefined) throw new Error('nothing is due');
    const begun = Promise.withResolvers<undefined>();
    const end = Promise.withResolvers<undefined>();
    const winning = accept(depsOn(stopping(bench(), begun, end)), first);
    await begun.promise;
    const losing = accept(depsOn(bench().store), second);
    await sleep(50);
    end.resolve(undefined);
    await Promise.all([winning, losing]);
    expect((await states()).sort()).toEqual(['accepted', 'refused']);
    expect(answers.at(-1)).toMatchObject({
      kind: 'refused',
      why: { kind: 'over-budget', promised: usdOf(10), wants: usdOf(10) },
    });
  });

  test('of three at once, one gets it', async () => {
    const claimed = await claimAll(3);
    await Promise.all(claimed.map((one) => accept(depsOn(bench().store), one)));
    expect((await states()).sort()).toEqual(['accepted', 'refused', 'refused']);
  });
});
