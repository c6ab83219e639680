import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../app/domain/job/job.ts';
import {
  fits,
  fitsAll,
  isSameCriterion,
  look,
  mostUnasked,
  watchOverlapMs,
  writeCriterion,
  type Criterion,
  type Watch,
} from '../../../app/domain/watch/watch.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
const target = { project: 'ml-prod', location: 'us-central1' };
const other = { project: 'ml-prod', location: 'us-east1' };

const fit = (labels: Record<string, string>, name?: string): Criterion => ({
  kind: 'fit',
  labels,
  name,
});

function watchOf(more: Partial<Watch> = {}): Watch {
  return {
    id: 'w1',
    requestKey: 'command:1',
    state: 'requested',
    criterion: fit({ team: 'vision' }),
    requester: { userId: 'U0ANA', teamId: 'T1', channel: 'C0JOBS' },
    requestedAt: noon,
    since: noon - watchOverlapMs,
    begun: false,
    unseen: [target],
    told: true,
    attempts: 0,
    ...more,
  };
}

function jobOf(id: number, more: Partial<Observation> = {}): Observation {
  return {
    key: { projectNumber: '123', location: 'us-central1', id: String(id) },
    name: `projects/123/locations/us-central1/customJobs/${id}`,
    displayName: `resnet ${id}`,
    state: 'RUNNING',
    createTime: noon - minute,
    labels: { team: 'vision' },
    ...more,
  };
}

const jobs = (count: number) => Array.from({ length: count }, (_, id) => jobOf(id));
const nothing = () => false;
const states = (watch: Watch, some: readonly Observation[], known: () => boolean = nothing) =>
  look(watch, [{ target, jobs: some }], known).jobs.map(({ state }) => state);
const active = watchOf({ state: 'active', begun: true, unseen: [] });

test('all labels and the name must fit', () => {
  const job = jobOf(1, { labels: { team: 'vision', env: 'prod' } });
  expect(fits(fit({ team: 'vision', env: 'prod' }, 'RES*'), job)).toBe(true);
  expect(fits(fit({ team: 'vision', env: 'dev' }), job)).toBe(false);
  expect(fits(fit({ team: 'vision' }, 'bert*'), job)).toBe(false);
  expect(fits(fit({ owner: 'ana' }), job)).toBe(false);
});

test('criteria are the same whatever their order and the case of the name', () => {
  const a = fit({ b: '2', a: '1' }, 'Res**Net');
  expect(writeCriterion(a)).toBe('label.a=1 label.b=2 name=Res**Net');
  expect(isSameCriterion(a, fit({ a: '1', b: '2' }, 'res*net'))).toBe(true);
  expect(isSameCriterion(a, fit({ a: '1' }, 'res*net'))).toBe(false);
  expect([fit({}, '*'), fit({}, '**'), fit({ a: '1' }, '*'), fit({}, 'a*')].map(fitsAll)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

describe('the first look', () => {
  test('takes in what runs, up to ten', () => {
    expect(states(watchOf(), jobs(mostUnasked))).toEqual(Array(10).fill('waiting'));
    const { watch } = look(watchOf(), [{ target, jobs: jobs(3) }], nothing);
    expect(watch).toMatchObject({ state: 'active', begun: true, unseen: [] });
  });

  test('asks about more, and about a pattern that fits everything', () => {
    const many = look(watchOf(), [{ target, jobs: jobs(mostUnasked + 1) }], nothing);
    expect(many.watch).toMatchObject({ state: 'asking', told: false });
    expect(many.jobs.map(({ state }) => state)).toEqual(Array(11).fill('asked'));
    const all = look(watchOf({ criterion: fit({}, '*') }), [{ target, jobs: [] }], nothing);
    expect(all.watch).toMatchObject({ state: 'asking' });
  });

  test('puts down what has ended, so that no later list brings it', () => {
    const ended = jobOf(1, { state: 'SUCCEEDED' });
    const since = jobOf(2, { state: 'SUCCEEDED', createTime: noon + 1 });
    expect(states(watchOf(), [ended, since])).toEqual(['left', 'waiting']);
    // It ran when the watch was asked for, and ended before the look.
    const meanwhile = jobOf(3, { state: 'SUCCEEDED', endTime: noon + 1 });
    expect(states(watchOf(), [meanwhile])).toEqual(['waiting']);
  });

  test('leaves targets that were not read to their poll', () => {
    const watch = watchOf({ unseen: [target, other] });
    const first = look(watch, [{ target, jobs: jobs(1) }], nothing).watch;
    expect(first).toMatchObject({ state: 'active', unseen: [other] });
    const late = look(first, [{ target: other, jobs: jobs(11) }], nothing);
    expect(late.watch).toMatchObject({ state: 'asking', begun: true, told: false, unseen: [] });
    expect(late.jobs[0]).toMatchObject({ target: other, state: 'asked' });
  });
});

describe('a later list', () => {
  test('brings whatever is not known, alive or created since', () => {
    const old = jobOf(1, { state: 'FAILED', createTime: noon - watchOverlapMs - 1 });
    const young = jobOf(2, { state: 'FAILED', createTime: noon + minute });
    // A live one is new even if the clocks differ: the first look has put down all there were.
    const skewed = jobOf(3, { createTime: noon - 60 * minute });
    expect(states(active, [old, young, skewed])).toEqual(['waiting', 'waiting']);
    expect(states(active, [young, skewed], () => true)).toEqual([]);
  });

  test('brings no more than fits', () => {
    expect(states(active, [jobOf(1, { labels: {} })])).toEqual([]);
  });

  test('is held while a question is open, which is not asked once more', () => {
    const asking = { ...active, state: 'asking' } as const;
    const { watch, jobs: noted } = look(asking, [{ target, jobs: jobs(1) }], nothing);
    expect(noted.map(({ state }) => state)).toEqual(['held']);
    expect(watch).toMatchObject({ state: 'asking', told: true });
  });
});
