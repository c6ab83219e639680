import { describe, expect, test } from 'vitest';
import { launchStates, type Launch } from '../../../app/domain/launch/launch.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { stepRows } from '../../../app/domain/retention/retention.ts';
import type { Thread } from '../../../app/domain/notification/thread.ts';
import { cancelStates } from '../../../app/domain/launch/cancel.ts';
import { watchedJobStates } from '../../../app/domain/watch/watch.ts';
import { parseTemplate } from '../../../app/domain/template/read/parse-template.ts';
import { expireAll } from '../expire-all.ts';
import type { Bench } from '../harness.ts';
import {
  aCancel,
  aJob,
  aLaunch,
  anUpdate,
  aThread,
  aVote,
  aWatch,
  noon,
  target,
} from '../samples.ts';

const day = 86_400_000;
const ended: Partial<TrackedJob> = { state: 'SUCCEEDED', endTime: noon };
const quiet: Partial<Thread> = { rootTs: '1764000000.000100', roots: 1, cardShown: 99 };

export function expiryContract(bench: () => Bench): void {
  const tx: Bench['tx'] = (work) => bench().tx(work);
  const expire = () => expireAll(bench().store, bench().pass);
  const pass = (days: number) => bench().pass(days * day);
  const launched = (id: string, changes: Partial<Launch> = {}) =>
    tx(({ launches }) =>
      launches.insert(aLaunch(id, { state: 'bound', job: aJob(id).key, ...changes }), undefined),
    );
  /** A launch with its job. */
  const withJob = async (
    id: string,
    job: Partial<TrackedJob> = {},
    launch: Partial<Launch> = {},
  ) => {
    await launched(id, launch);
    await tx(({ jobs }) => jobs.insert(aJob(id, { ...ended, ...job }), id));
  };
  /** Its thread, in which everything is told. */
  const withThread = async (id: string, changes: Partial<Thread> = {}) => {
    const thread = aThread(`t${id}`, { launchId: id, ...changes });
    await tx(({ threads }) => threads.insert(thread));
    await settle(thread);
  };
  /** Everything that waits in a thread is sent. */
  const settle = async (thread: Thread) => {
    const claimed = await tx(({ threads }) => threads.claimDue(50, 60_000));
    for (const { value, lease } of claimed) {
      await tx(async ({ threads }) => {
        const waiting = await threads.open(value.id, 50);
        const ids = waiting.map(({ id }) => id);
        await threads.attach(value.id, ids, `d-${value.id}`, lease);
        await threads.markSent(`d-${value.id}`, '1764000001.000100', false);
        const done = value.id === thread.id ? { ...value, ...quiet } : value;
        await threads.release(done, undefined, lease);
      });
    }
  };
  const isThere = async (id: string) =>
    (await tx(({ launches }) => launches.lock(id))) !== undefined;
  const left = (id: string) => tx(({ expiry }) => expiry.byHandle(`h${id}`));

  test('a launch goes with its job, threads, updates, cancels and what watches saw of it', async () => {
    await withJob('1');
    await tx(async ({ cancels, threads, watches }) => {
      await threads.insert(aThread('t1'));
      await threads.tell('t1', 'a', anUpdate(), { urgent: false });
      await threads.tell('t1', 'b', anUpdate(), { urgent: false, suppressed: true });
      await cancels.insert(aCancel('c', { state: 'done' }), noon);
      await watches.insert(aWatch('w'), noon);
      const seen = { ...aJob('1'), labels: {}, state: 'RUNNING' };
      await watches.note('w', [{ target, seen, state: 'taken' }]);
    });
    await settle(aThread('t1'));
    const [cancel] = await tx(({ cancels }) => cancels.claimDue(1, 1_000));
    if (cancel === undefined) throw new Error('no cancel');
    await tx(({ cancels }) => cancels.release(cancel.value, undefined, cancel.lease));
    pass(179);
    await expire();
    expect(await isThere('1')).toBe(true);
    pass(1);
    await expire();
    await tx(async ({ launches, jobs, threads, cancels, watches, cards, expiry }) => {
      expect(await launches.byIds(['1'])).toEqual([]);
      expect(await cards.byHandle('h1')).toBeUndefined();
      expect(await jobs.byKeys([aJob('1').key])).toEqual([]);
      expect(await threads.get('t1')).toBeUndefined();
      expect(await threads.open('t1', 9)).toEqual([]);
      expect(await cancels.byRequestKey('request-c')).toBeUndefined();
      expect(await watches.count('w')).toMatchObject({ taken: 0 });
      expect(await expiry.byHandle('h1')).toEqual({
        handle: 'h1',
        owner: 'U1',
        channels: ['C1'],
        expiredAt: expect.any(Number) as number,
        auditUntil: noon + 400 * day,
      });
    });
  });

  test('its handle and its request key are never new again, and its job isn’t, either', async () => {
    await withJob('1');
    pass(181);
    await expire();
    await tx(async ({ launches, expiry, watches }) => {
      expect(await launches.handleTaken('h1')).toBe(true);
      expect(await launches.insert(aLaunch('2', { requestKey: 'request-1' }), noon)).toBe(false);
      expect(await launches.byIds(['2'])).toEqual([]);
      expect((await expiry.byRequestKey('request-1'))?.handle).toBe('h1');
      expect(await expiry.hadJob(aJob('1').key)).toBe(true);
      expect(await expiry.hadJob({ ...aJob('1').key, location: 'us-east1' })).toBe(false);
      expect((await expiry.byJobId('1'))?.handle).toBe('h1');
      await watches.insert(aWatch('w'), noon);
      expect(await watches.known('w', [aJob('1').key, aJob('2').key])).toEqual([aJob('1').key]);
      expect(await launches.insert(aLaunch('2'), noon)).toBe(true);
      expect(await launches.handleTaken('h3')).toBe(false);
    });
  });

  test('two jobs with the same id in different places are none by that id', async () => {
    const there = { ...aJob('1').key, location: 'us-east1' };
    await withJob('1');
    await launched('2', { job: there });
    await tx(({ jobs }) => jobs.insert(aJob('2', { ...ended, key: there }), '2'));
    pass(181);
    await expire();
    expect(await tx(({ expiry }) => expiry.byJobId('1'))).toBeUndefined();
    expect(await left('2')).toBeDefined();
  });

  test.each(launchStates.filter((state) => state !== 'bound'))(
    'a launch without a job that is %s',
    async (state) => {
      await launched('1', { state, job: undefined });
      pass(181);
      await expire();
      const goes = [
        'held',
        'refused',
        'failed',
        'locked',
        'blocked',
        'denied',
        'expired',
        'cancelled',
        'dropped',
      ].includes(state);
      expect(await isThere('1')).toBe(!goes);
      expect((await left('1')) !== undefined).toBe(goes);
    },
  );

  describe('a launch stays', () => {
    const stays = async () => {
      pass(181);
      await expire();
      expect(await isThere('1')).toBe(true);
      expect(await left('1')).toBeUndefined();
    };

    test.each([
      ['lives', { state: 'RUNNING', endTime: undefined }],
      ['is cancelling', { state: 'CANCELLING', endTime: undefined }],
      ['has an unknown state', { state: 'JOB_STATE_NEW', endTime: undefined }],
      ['failed, and why is awaited', { state: 'FAILED', errorAwaited: true }],
      ['ended lately, however long it ran', { observedAt: noon + 100 * day }],
    ] as const)('whose job %s', async (_, job) => {
      await withJob('1', job);
      await stays();
    });

    test('that is bound to a job that isn’t there', async () => {
      await launched('1');
      await stays();
    });

    test('that was sent lately, though it was asked for long ago', async () => {
      await launched('1', { state: 'failed', job: undefined, submittedAt: noon + 100 * day });
      await stays();
    });

    test('that is due or claimed', async () => {
      await withJob('1');
      await launched('2', { state: 'failed', job: undefined });
      await tx(({ launches }) =>
        launches.overrule(aLaunch('1', { state: 'bound' }), noon + 400 * day),
      );
      await tx(({ launches }) => launches.overrule(aLaunch('2', { state: 'failed' }), noon));
      await tx(({ launches }) => launches.claimDue(1, 400 * day));
      await stays();
      expect(await isThere('2')).toBe(true);
    });

    test('with an update that waits', async () => {
      await withJob('1');
      await withThread('1');
      await tx(({ threads }) => threads.tell('t1', 'a', anUpdate(), { urgent: false }));
      await stays();
    });

    test('with a card that isn’t shown', async () => {
      await withJob('1');
      await withThread('1');
      await tx(({ threads }) => threads.refreshCard('t1'));
      await stays();
    });

    test('with a thread that is parked', async () => {
      await withJob('1');
      await tx(({ threads }) => threads.insert(aThread('t1')));
      const [claimed] = await tx(({ threads }) => threads.claimDue(1, 60_000));
      if (claimed === undefined) throw new Error('not due');
      const parked = { ...claimed.value, ...quiet, parked: 'is_archived' };
      await tx(({ threads }) => threads.release(parked, undefined, claimed.lease));
      await stays();
    });

    test('of which something was told lately', async () => {
      await withJob('1');
      await withThread('1');
      pass(100);
      await tx(({ threads, now }) =>
        threads.tell('t1', 'a', anUpdate(now), { urgent: false, suppressed: true }),
      );
      await settle(aThread('t1'));
      pass(-100);
      await stays();
    });

    test.each(cancelStates.filter((state) => state !== 'done' && state !== 'refused'))(
      'with a cancel that is %s',
      async (state) => {
        await withJob('1');
        await tx(({ cancels }) => cancels.insert(aCancel('c', { state }), noon));
        await stays();
      },
    );

    test.each(['logTails', 'useTails'] as const)('with %s that are to be told', async (table) => {
      await withJob('1');
      await tx((its) =>
        its[table].insert({ launchId: '1', completes: 'job:1', endedAt: noon, attempts: 0 }),
      );
      await stays();
    });

    test.each(watchedJobStates.filter((state) => !['taken', 'left'].includes(state)))(
      'with a job that is %s at a watch',
      async (state) => {
        await withJob('1');
        await tx(async ({ watches }) => {
          await watches.insert(aWatch('w'), noon);
          const seen = { ...aJob('1'), labels: {}, state: 'RUNNING' };
          await watches.note('w', [{ target, seen, state }]);
        });
        await stays();
      },
    );

    test.each(['repeats', 'rerunOf'] as const)(
      'that one under way refers to by %s, until that one is settled',
      async (by) => {
        await withJob('1');
        await launched('2', { state: 'doubt', job: undefined, [by]: '1' });
        await stays();
        await tx(({ launches }) =>
          launches.overrule(aLaunch('2', { state: 'failed', [by]: '1' }), undefined),
        );
        await expire();
        expect(await isThere('1')).toBe(false);
      },
    );
  });

  test('a re-run stays without its original, and doesn’t name it', async () => {
    await withJob('1');
    await withJob('2', { observedAt: noon + 100 * day }, { rerunOf: '1' });
    pass(181);
    await expire();
    const card = await tx(({ cards }) => cards.byHandle('h2'));
    expect(card?.launch.rerunOf).toBe('1');
    expect(card?.rerunOf).toBeUndefined();
  });

  test('a step looks at a few rows; a kill between two steps loses none and repeats none', async () => {
    for (let nth = 0; nth < 2 * stepRows + 10; nth++) {
      await withJob(`${nth}`, nth === 3 ? { state: 'RUNNING', endTime: undefined } : {});
    }
    pass(181);
    const count = () => tx(async ({ expiry }) => (await expiry.sizes()).launches.count);
    const claim = () =>
      tx(async ({ expiry }) =>
        (await expiry.claimDue(9, 60_000)).find(({ value }) => value.kind === 'launches'),
      );
    const killed = await claim();
    expect(killed).toBeDefined();
    expect(await claim()).toBeUndefined();
    bench().pass(60_001);
    const claimed = await claim();
    if (claimed === undefined) throw new Error('the lease did not end');
    await tx(({ expiry }) => expiry.step(claimed));
    const kept = 2 * stepRows + 10 - stepRows;
    expect([kept, kept + 1]).toContain(await count());
    await expect(
      tx(async ({ expiry }) => {
        await expiry.step(claimed);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect([kept, kept + 1]).toContain(await count());
    await expire();
    expect(await count()).toBe(1);
    expect(await isThere('3')).toBe(true);
    expect(await left('2')).toBeDefined();
  });

  test('audit rows go by their own time', async () => {
    const entry = { actor: 'U1', subject: 'h1', channel: 'C1', detail: {} };
    await tx(({ audit }) => audit.begin({ ...entry, key: 'old', verb: 'launch' }));
    await tx(({ audit }) => audit.complete('old', 'created'));
    await tx(({ audit }) => audit.begin({ ...entry, key: 'open', verb: 'launch' }));
    pass(1);
    await tx(({ audit }) => audit.begin({ ...entry, key: 'new', verb: 'launch' }));
    pass(399.5);
    await expire();
    expect(await tx(({ audit }) => audit.byKey('old'))).toBeUndefined();
    // Its outcome is still to come.
    expect(await tx(({ audit }) => audit.byKey('open'))).toBeDefined();
    expect(await tx(({ audit }) => audit.byKey('new'))).toBeDefined();
    expect(await tx(async ({ expiry }) => (await expiry.sizes()).audit)).toEqual({
      count: 2,
      oldestAt: noon,
    });
  });

  test('the request of an expired cancel, vote or watch is never new again', async () => {
    await withJob('1');
    await tx(async ({ cancels, votes, watches }) => {
      await cancels.insert(aCancel('c', { state: 'done' }), noon);
      await cancels.insert(aCancel('d', { state: 'refused', launchId: undefined }), noon);
      const button = { requestKey: 'button:e', state: 'refused' } as const;
      await cancels.insert(aCancel('e', { ...button, launchId: undefined }), noon);
      await votes.insert(aVote('v', { state: 'done', launchId: '1' }), noon);
      await watches.insert(aWatch('w', { state: 'ended' }), noon);
    });
    await tx(async ({ cancels, votes, watches }) => {
      for (const { value, lease } of await cancels.claimDue(9, 1_000)) {
        await cancels.release(value, undefined, lease);
      }
      for (const { value, lease } of await votes.claimDue(9, 1_000)) {
        await votes.release(value, undefined, lease);
      }
      await watches.overrule(aWatch('w', { state: 'ended' }), undefined);
    });
    pass(181);
    await expire();
    await tx(async ({ cancels, votes, watches }) => {
      for (const id of ['c', 'd']) {
        expect(await cancels.byRequestKey(`request-${id}`)).toBeUndefined();
        expect(await cancels.insert(aCancel(id), noon)).toBe(false);
      }
      expect(await votes.byRequestKey('request-v')).toBeUndefined();
      expect(await votes.insert(aVote('v'), noon)).toBe(false);
      expect(await watches.byRequestKey('request-w')).toBeUndefined();
      expect(await watches.insert(aWatch('w'), noon)).toBe(false);
      // Whoever may by now presses the same button once more.
      expect(await cancels.insert(aCancel('e', { requestKey: 'button:e' }), noon)).toBe(true);
    });
  });

  test('a watch goes once it has ended, after the jobs that it saw', async () => {
    await tx(async ({ watches }) => {
      await watches.insert(aWatch('on'), noon);
      await watches.insert(aWatch('off'), noon);
      const jobs = Array.from({ length: 120 }, (_, nth) => {
        return { target, seen: { ...aJob(`${nth}`), labels: {} }, state: 'left' as const };
      });
      for (const id of ['on', 'off']) await watches.note(id, jobs);
      await watches.overrule(aWatch('off', { state: 'ended' }), undefined);
    });
    pass(181);
    await expire();
    await tx(async ({ watches }) => {
      expect(await watches.lock('off')).toBeUndefined();
      expect((await watches.count('off')).left).toBe(0);
      expect((await watches.count('on')).left).toBe(120);
    });
  });

  test('a digest goes once it is told, and nothing refers to it', async () => {
    const digest = {
      kind: 'burst' as const,
      at: noon,
      ends: { SUCCEEDED: 9 },
      failed: [],
    };
    await withJob('1', { observedAt: noon + 100 * day });
    await withThread('1');
    for (const id of ['d1', 'd2', 'd3']) {
      const thread = aThread(id, { launchId: undefined, digest });
      await tx(({ threads }) => threads.insert(thread));
      if (id !== 'd3') await settle(thread);
    }
    await tx(({ threads }) =>
      threads.tell('t1', 'a', anUpdate(), { urgent: false, suppressed: true, digest: 'd2' }),
    );
    await settle(aThread('t1'));
    pass(181);
    await expire();
    const there = (id: string) => tx(({ threads }) => threads.get(id));
    expect(await there('d1')).toBeUndefined();
    expect(await there('d2')).toBeDefined();
    expect(await there('d3')).toBeDefined();
  });

  test('a template’s version goes if no launch was made from it', async () => {
    const parsed = parseTemplate(
      {
        name: 'resnet-train',
        displayName: 'x',
        jobSpec: {
          workerPoolSpecs: [
            {
              replicaCount: 1,
              machineSpec: { machineType: 'n1-standard-4' },
              containerSpec: { imageUri: 'x' },
            },
          ],
        },
      },
      { name: 'resnet-train', version: '7', origin: 'x' },
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    await tx(async ({ templates }) => {
      await templates.keep(parsed.template);
      await templates.keep({ ...parsed.template, version: '8' });
    });
    await withJob('1', { observedAt: noon + 100 * day });
    pass(181);
    await expire();
    const get = (version: string) => tx(({ templates }) => templates.get('resnet-train', version));
    expect(await get('7')).toBeDefined();
    expect(await get('8')).toBeUndefined();
  });

  test('a lock goes once it is off, and its number isn’t given again', async () => {
    const lock = { scope: { kind: 'all' as const }, reason: 'x', by: 'U1', channel: 'C1' };
    await tx(({ locks }) => locks.set(lock));
    await tx(({ locks }) => locks.set(lock));
    await tx(({ locks }) => locks.end(1, 'U1'));
    pass(181);
    await expire();
    expect((await tx(({ locks }) => locks.inForce())).map(({ number }) => number)).toEqual([2]);
    expect((await tx(({ locks }) => locks.set(lock))).number).toBe(3);
  });

  test('a cancel without a launch goes by itself', async () => {
    await tx(({ cancels }) =>
      cancels.insert(aCancel('c', { state: 'refused', launchId: undefined }), noon),
    );
    const [claimed] = await tx(({ cancels }) => cancels.claimDue(1, 1_000));
    if (claimed === undefined) throw new Error('not due');
    await tx(({ cancels }) => cancels.release(claimed.value, undefined, claimed.lease));
    pass(181);
    await expire();
    expect(await tx(({ cancels }) => cancels.byRequestKey('request-c'))).toBeUndefined();
  });

  test('says how much there is, and whether expiry is behind', async () => {
    await withJob('1');
    await expire();
    const sizes = () => tx(({ expiry }) => expiry.sizes());
    expect(await sizes()).toMatchObject({
      launches: { count: 1, oldestAt: noon },
      audit: { count: 0, oldestAt: undefined },
      retention: { jobsMs: 180 * day },
      behind: [],
    });
    expect((await sizes()).bytes).toBeGreaterThan(10_000);
    pass(2);
    expect((await sizes()).behind).toContain('launches');
  });
}
