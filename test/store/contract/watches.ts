import { expect, test } from 'vitest';
import type { Observation } from '../../../app/domain/job/job.ts';
import type { WatchedJob, WatchedJobState, Watch } from '../../../app/domain/watch/watch.ts';
import type { Bench } from '../harness.ts';
import { aJob, aLaunch, aThread, aWatch, noon, target } from '../samples.ts';

function aWatchedJob(
  id: string,
  state: WatchedJobState,
  changes: Partial<Observation> = {},
): WatchedJob {
  const seen: Observation = {
    key: { projectNumber: '123456789', location: 'us-central1', id },
    name: `projects/123456789/locations/us-central1/customJobs/${id}`,
    displayName: `ResNet ${id}`,
    state: 'RUNNING',
    createTime: noon,
    labels: { team: 'vision' },
    ...changes,
  };
  return { target, seen, state };
}

const leaseMs = 60_000;

export function watchesContract(bench: () => Bench): void {
  const insert = (watch: Watch) => bench().tx(({ watches }) => watches.insert(watch, noon));
  const claim = () => bench().tx(({ watches }) => watches.claimDue(9, leaseMs));
  const locked = (id: string) => bench().tx(({ watches }) => watches.lock(id));
  const only = async () => {
    const [claimed] = await claim();
    if (claimed === undefined) throw new Error('nothing is due');
    return claimed;
  };

  test('comes back as it was stored, once for a request', async () => {
    const { tx } = bench();
    const full = aWatch('w1', {
      askedUntil: noon + 1,
      failure: { kind: 'transient', message: 'x', httpStatus: 503 },
    });
    expect(await insert(full)).toBe(true);
    expect(await insert({ ...full, id: 'w2' })).toBe(false);
    expect(await locked('w1')).toEqual(full);
    expect(await tx(({ watches }) => watches.byRequestKey('request-w1'))).toEqual(full);
    const job = { kind: 'job', project: 'ml-prod', location: 'us-central1', id: '7' } as const;
    await insert(aWatch('w3', { criterion: job }));
    expect((await locked('w3'))?.criterion).toEqual(job);
  });

  test('is open while it asks or is active', async () => {
    const { tx } = bench();
    await insert(aWatch('w2', { requestedAt: noon - 1 }));
    await insert(aWatch('w1', { state: 'asking' }));
    await insert(aWatch('w3', { requester: { userId: 'U1', teamId: 'T1', channel: 'C2' } }));
    for (const state of ['requested', 'refused', 'ended'] as const) {
      await insert(aWatch(`w${state}`, { state }));
    }
    const ids = (some: readonly Watch[]) => some.map(({ id }) => id);
    expect(ids(await tx(({ watches }) => watches.open()))).toEqual(['w1', 'w2', 'w3']);
    expect(ids(await tx(({ watches }) => watches.ofChannel('C1')))).toEqual(['w2', 'w1']);
  });

  test('puts a job down once, and what was decided stands', async () => {
    const { tx } = bench();
    await insert(aWatch('w1'));
    await insert(aWatch('w2'));
    const spec = { jobSpec: { secret: true }, webAccessUris: { a: 'https://shell' } };
    const later = aWatchedJob('2', 'waiting', { createTime: noon + 1, ...spec });
    const noted = [later, aWatchedJob('1', 'waiting'), aWatchedJob('3', 'left')];
    await tx(({ watches }) => watches.note('w1', noted));
    await tx(({ watches }) =>
      watches.note('w1', [aWatchedJob('1', 'left'), aWatchedJob('4', 'held')]),
    );
    await tx(({ watches }) => watches.note('w2', []));
    expect(await tx(({ watches }) => watches.waiting('w1', 1))).toEqual([
      aWatchedJob('1', 'waiting'),
    ]);
    // Neither its spec nor the way into its machines is kept.
    expect((await tx(({ watches }) => watches.waiting('w1', 9)))[1]).toEqual(
      aWatchedJob('2', 'waiting', { createTime: noon + 1 }),
    );
    const keys = ['1', '3', '9'].map((id) => aWatchedJob(id, 'left').seen.key);
    const known = await tx(({ watches }) => watches.known('w1', keys));
    expect(known.map(({ id }) => id).sort()).toEqual(['1', '3']);
    expect(await tx(({ watches }) => watches.known('w2', keys))).toEqual([]);
    await tx(({ watches }) => watches.move('w1', aWatchedJob('1', 'left').seen.key, 'taken'));
    await tx(({ watches }) => watches.moveAll('w1', 'held', 'waiting'));
    expect(await tx(({ watches }) => watches.count('w1'))).toEqual({
      asked: 0,
      held: 0,
      waiting: 2,
      taken: 1,
      left: 1,
    });
  });

  test('counts the jobs that have a card in a channel', async () => {
    const { tx } = bench();
    await insert(aWatch('w1'));
    const noted = ['1', '2', '3', '4'].map((id) =>
      aWatchedJob(id, id === '4' ? 'left' : 'waiting'),
    );
    await tx(async ({ watches, launches, jobs, threads }) => {
      await watches.note('w1', noted);
      for (const { seen } of noted.filter(({ seen }) => seen.key.id !== '3')) {
        const { id } = seen.key;
        await launches.insert(aLaunch(id), noon);
        await jobs.insert(aJob(id, { key: seen.key }), id);
        await threads.insert(aThread(`t${id}`, { launchId: id, channel: 'C1' }));
      }
      await threads.insert(aThread('other', { launchId: '1', channel: 'C2' }));
    });
    const count = (channel: string) => tx(({ watches }) => watches.countCarded('w1', channel));
    expect([await count('C1'), await count('C2'), await count('C3')]).toEqual([2, 1, 0]);
    await tx(({ watches }) => watches.moveAll('w1', 'waiting', 'taken'));
    expect(await count('C1')).toBe(2);
  });

  test('is due again when a poll puts something down, whoever holds it', async () => {
    const { tx, pass } = bench();
    const watch = aWatch('w1', { told: true });
    await insert(watch);
    const { lease } = await only();
    await tx(async ({ watches }) => {
      await watches.note('w1', [aWatchedJob('1', 'waiting')]);
      await watches.markDue({ ...watch, unseen: [] });
    });
    expect(await claim()).toEqual([]);
    // Its holder had nothing to do when it looked.
    const current = await locked('w1');
    expect(await tx(({ watches }) => watches.release(current ?? watch, undefined, lease))).toBe(
      true,
    );
    expect((await only()).value.unseen).toEqual([]);
    pass(leaseMs);
    const again = await only();
    await tx(({ watches }) => watches.move('w1', aWatchedJob('1', 'left').seen.key, 'taken'));
    await tx(({ watches }) => watches.release(again.value, undefined, again.lease));
    expect(await tx(({ watches }) => watches.nextDueAt())).toBeUndefined();
  });

  test('that a person ended is lost to its holder', async () => {
    const { tx } = bench();
    await insert(aWatch('w1'));
    const { value, lease } = await only();
    await tx(({ watches }) => watches.overrule({ ...value, state: 'ended' }, undefined));
    expect(await tx(({ watches }) => watches.release(value, noon, lease))).toBe(false);
    expect(await locked('w1')).toMatchObject({ state: 'ended' });
  });
}
