import { beforeEach, describe, expect, test } from 'vitest';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { track } from '../../../app/domain/job/transition.ts';
import { readCustomJob } from '../../../app/vertex/wire.ts';
import type { Jobs } from '../../../app/usecase/ports/store/jobs.ts';
import type { Bench } from '../harness.ts';
import { aJob, aLaunch, noon, target } from '../samples.ts';

const full = aJob('1234567890123456789', {
  state: 'SOMETHING_NEW',
  endTime: noon + 2,
  error: { code: 8, message: 'Quota “exceeded”\nsecond line' },
  errorAwaited: true,
  restarts: 2,
  misses: 1,
  gone: true,
  unreadable: '403',
  phases: [
    { state: 'QUEUED', since: noon },
    { state: 'SOMETHING_NEW', since: noon + 1, seen: true },
  ],
});

/** Text that no database makes smaller. */
function noise(length: number): string {
  let state = 7;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (state % 26));
  }).join('');
}

export function jobsContract(bench: () => Bench): void {
  const insert = (job: TrackedJob, launchId = job.key.id) =>
    bench().tx(async ({ launches, jobs }) => {
      await launches.insert(aLaunch(launchId), noon);
      await jobs.insert(job, launchId);
    });
  const read = (job: TrackedJob) => bench().tx(({ jobs }) => jobs.lock(job.key));
  const open = async () => {
    const found = await bench().tx(({ jobs }) => jobs.open(target));
    return found.map(({ key }) => key.id).sort();
  };
  const openOf = async (...place: Parameters<Jobs['open']>) => {
    const found = await bench().tx(({ jobs }) => jobs.open(...place));
    return found.map(({ key }) => key.id).sort();
  };
  const countLive = () => bench().tx(({ jobs }) => jobs.countLive());

  test.each([
    ['plain', aJob('1')],
    ['full', full],
  ])('a %s one comes back as it went in, states not yet invented included', async (_, job) => {
    await insert(job);
    expect(await read(job)).toEqual(job);
    expect(await bench().tx(({ jobs }) => jobs.launchOf(job.key))).toBe(job.key.id);
  });

  test('when many were created is read at once', async () => {
    await insert(aJob('1', { createTime: noon - 7 }));
    await insert(full);
    const keys = [aJob('1').key, full.key, aJob('3').key];
    const found = await bench().tx(({ jobs }) => jobs.createTimes(keys));
    expect(new Map(found.map(({ key, createTime }) => [key.id, createTime]))).toEqual(
      new Map([
        ['1', noon - 7],
        [full.key.id, full.createTime],
      ]),
    );
  });

  test('just launched jobs are those that somebody asked for lately and that are not over', async () => {
    const minute = 60_000;
    const launch = (id: string, askedAt: number, more: Partial<TrackedJob> = {}, from = {}) =>
      bench().tx(async ({ launches, jobs }) => {
        await launches.insert(aLaunch(id, { requestedAt: askedAt, ...from }), undefined);
        await jobs.insert(aJob(id, more), id);
      });
    const launched = async (limit: number) => {
      const since = noon - 5 * minute;
      const keys = await bench().tx(({ jobs }) => jobs.launchedSince(target, since, limit));
      return keys.map(({ id }) => id);
    };
    await launch('1', noon - 5 * minute);
    await launch('2', noon - 5 * minute - 1);
    await launch('3', noon - minute);
    await launch('4', noon, { state: 'FAILED', endTime: noon });
    await launch('5', noon, {}, { target: { ...target, location: 'europe-west4' } });
    await launch('6', noon, {}, { origin: 'watched' });
    expect(await launched(9)).toEqual(['3', '1']);
    expect(await launched(1)).toEqual(['3']);
  });

  describe('the stamp of an open job', () => {
    const plain = aJob('1');
    const stampOf = async () => {
      const [[open], [whole]] = await bench().tx(async ({ jobs }) => [
        await jobs.open(target),
        await jobs.withStamps([plain.key]),
      ]);
      expect(whole?.stamp).toBe(open?.stamp);
      return open?.stamp;
    };
    beforeEach(() => insert(plain));

    test('is another after each write, whatever was written', async () => {
      const stamps = [await stampOf()];
      for (const misses of [0, 0, 1]) {
        await bench().tx(({ jobs }) => jobs.save({ ...plain, misses }));
        stamps.push(await stampOf());
      }
      expect(new Set(stamps).size).toBe(4);
      expect(stamps.every((stamp) => Number.isSafeInteger(stamp))).toBe(true);
    });

    test('stays as it was when the write is undone', async () => {
      const before = await stampOf();
      await expect(
        bench().tx(async ({ jobs }) => {
          await jobs.save({ ...plain, misses: 1 });
          throw new Error('undone');
        }),
      ).rejects.toThrow('undone');
      expect(await stampOf()).toBe(before);
    });
  });

  test('of open jobs that were read before, those written since are read again', async () => {
    for (const id of ['1', '2', '3', '4']) await insert(aJob(id));
    const [one, two, three, ...rest] = await bench().tx(({ jobs }) => jobs.open(target));
    const known = [one, two, three].filter((job) => job !== undefined);
    await bench().tx(async ({ jobs }) => {
      await jobs.save(aJob('2', { state: 'FAILED', errorAwaited: true }));
      await jobs.save(aJob('3', { state: 'SUCCEEDED' }));
    });
    await insert(aJob('5'));
    const again = await bench().tx(({ jobs }) => jobs.open(target, '123456789', known));
    const byId = new Map(again.map((job) => [job.key.id, job]));
    expect([...byId.keys()].sort()).toEqual(['1', '2', '4', '5']);
    // The very same.
    expect(byId.get('1')).toBe(one);
    expect(byId.get('2')).toMatchObject({ errorAwaited: true });
    expect(byId.get('2')?.stamp).not.toBe(two?.stamp);
    expect(byId.get('4')).toEqual(rest[0]);
    expect(await bench().tx(({ jobs }) => jobs.open(target, '123456789', again))).toBe(again);
    expect(again).toEqual(
      expect.arrayContaining([...(await bench().tx(({ jobs }) => jobs.open(target)))]),
    );
  });

  test('jobs followed under the other name of their project are found by its number', async () => {
    const renamed = { project: '123456789', location: target.location };
    await insert(aJob('1'));
    await insert(aJob('2', { target: renamed }));
    await insert(aJob('3', { state: 'SUCCEEDED' }));
    await insert(aJob('4', { key: { projectNumber: '5', location: target.location, id: '4' } }));
    expect(await openOf(renamed)).toEqual(['2']);
    expect(await openOf(renamed, '123456789')).toEqual(['1', '2']);
    expect(await openOf(target, '123456789')).toEqual(['1', '2', '4']);
    expect(await openOf({ ...renamed, location: 'europe-west4' }, '123456789')).toEqual([]);
    const known = await bench().tx(({ jobs }) => jobs.open(renamed));
    expect(await openOf(target, '123456789', known)).toEqual(['1', '2', '4']);
  });

  test('whatever Vertex sends, what the wire lets through can be stored', async () => {
    const huge = noise(20_000);
    const seen = readCustomJob(
      {
        name: `projects/123456789/locations/us-central1/customJobs/77`,
        displayName: huge,
        state: `JOB_STATE_${huge}`,
        error: { code: 3, message: huge },
        labels: { [huge]: 'x', a: huge },
      },
      noon,
    );
    if (seen === undefined) throw new Error('not read');
    const { job } = track({ handle: 'h77', target, seen }, noon);
    const body = { displayName: seen.displayName, labels: seen.labels, jobSpec: {} };
    await bench().tx(async ({ launches, jobs }) => {
      await launches.insert(aLaunch('77', { body }), noon);
      await jobs.insert(job, '77');
    });
    expect((await read(job))?.state).toBe(seen.state);
  });

  test('an unknown one is unknown', async () => {
    expect(await read(aJob('1'))).toBeUndefined();
    expect(await bench().tx(({ jobs }) => jobs.launchOf(aJob('1').key))).toBeUndefined();
  });

  test('saving replaces everything but the launch it belongs to', async () => {
    await insert(full, '1');
    const next = aJob(full.key.id, { version: 2 });
    await bench().tx(({ jobs }) => jobs.save(next));
    expect(await read(full)).toEqual(next);
    expect(await bench().tx(({ jobs }) => jobs.launchOf(full.key))).toBe('1');
  });

  test('no job twice, and no launch with two', async () => {
    await insert(aJob('1'), '1');
    await expect(insert(aJob('1'), '2')).rejects.toThrow();
    await expect(insert(aJob('2'), '1')).rejects.toThrow();
  });

  test('open are those that can still change, and live those that may still run', async () => {
    await insert(aJob('1'));
    await insert(aJob('2', { state: 'SUCCEEDED' }));
    await insert(aJob('3', { state: 'FAILED', errorAwaited: true }));
    await insert(aJob('4', { gone: true }));
    await insert(aJob('5', { state: 'BRAND_NEW' }));
    await insert(aJob('6', { target: { project: 'other', location: 'us-central1' } }));
    expect(await open()).toEqual(['1', '3', '5']);
    expect(await countLive()).toBe(3);
    await bench().tx(({ jobs }) => jobs.save(aJob('1', { state: 'CANCELLED' })));
    expect(await open()).toEqual(['3', '5']);
    expect(await countLive()).toBe(2);
  });

  test('byKeys finds them over several places', async () => {
    const elsewhere = aJob('1', {
      key: { projectNumber: '123456789', location: 'europe-west4', id: '1' },
    });
    await insert(aJob('1'), '1');
    await insert(elsewhere, '2');
    const stranger = { projectNumber: '5', location: 'us-central1', id: '1' };
    const found = await bench().tx(({ jobs }) =>
      jobs.byKeys([aJob('1').key, elsewhere.key, stranger]),
    );
    expect(found).toHaveLength(2);
    expect(await bench().tx(({ jobs }) => jobs.byKeys([stranger]))).toEqual([]);
  });
}
