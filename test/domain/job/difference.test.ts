import { describe, expect, test } from 'vitest';
import { compare, type OpenJob } from '../../../app/domain/job/difference.ts';
import type { Observation } from '../../../app/domain/job/job.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const keyOf = (id: string) => ({ projectNumber: '123', location: 'us-central1', id });

function seen(id: string, state = 'RUNNING'): Observation {
  return {
    ...{ key: keyOf(id), name: id, displayName: id, state, labels: {} },
    ...{ createTime: noon, updateTime: noon },
  };
}

const open = (id: string, more: Partial<OpenJob> = {}): OpenJob => ({
  ...{ key: keyOf(id), errorAwaited: false, stamp: 7, ...more },
});
/** A list that nothing came of, with the stamps the jobs had then. */
const quietly = (...jobs: readonly Observation[]) =>
  new Map(jobs.map((one) => [one.key.id, { seen: one, stamp: 7 }]));

describe('compare', () => {
  test('sorts a list into quiet, unsure, others and missing', () => {
    const [quiet, changed, other] = [seen('1'), seen('2', 'SUCCEEDED'), seen('4')];
    const last = quietly(quiet, seen('2'), seen('3'));
    expect(compare([quiet, changed, other], [open('1'), open('2'), open('3')], last)).toEqual({
      quiet: quietly(quiet),
      unsure: [changed],
      others: [other],
      missing: [keyOf('3')],
      unexplained: [],
    });
  });

  test('is unsure of a job that is new, or whose row or reading changed', () => {
    const [one, two, three] = [seen('1'), seen('2'), seen('3')];
    const jobs = [open('1'), open('2', { stamp: 8 }), open('3')];
    const { unsure } = compare([one, two, three], jobs, quietly(two, seen('3')));
    expect(unsure).toEqual([one, two, three]);
  });

  test('names the jobs whose reason is awaited, listed or not', () => {
    const jobs = [open('1', { errorAwaited: true }), open('2', { errorAwaited: true }), open('3')];
    const { unexplained, missing } = compare([seen('1'), seen('3')], jobs, new Map());
    expect(unexplained).toEqual([keyOf('1'), keyOf('2')]);
    expect(missing).toEqual([keyOf('2')]);
  });
});
