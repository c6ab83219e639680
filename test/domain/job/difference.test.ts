import { describe, expect, test } from 'vitest';
import { compare } from '../../../app/domain/job/difference.ts';
import type { Observation } from '../../../app/domain/job/job.ts';
import type { JobFacts } from '../../../app/domain/job/tracked-job.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const keyOf = (id: string) => ({ projectNumber: '123', location: 'us-central1', id });

function seen(id: string, state = 'RUNNING'): Observation {
  return {
    ...{ key: keyOf(id), name: id, displayName: id, state, labels: {} },
    ...{ createTime: noon, updateTime: noon },
  };
}

function stored(id: string, more: Partial<JobFacts> = {}): JobFacts {
  return {
    ...{ key: keyOf(id), state: 'RUNNING', updateTime: noon },
    ...{ errorAwaited: false, misses: 0, gone: false },
    ...more,
  };
}

describe('compare', () => {
  test('sorts a list into news, others and missing', () => {
    const news = seen('2', 'SUCCEEDED');
    const other = seen('4');
    const list = [seen('1'), news, other];
    expect(compare(list, [stored('1'), stored('2'), stored('3')])).toEqual({
      news: [news],
      others: [other],
      missing: [keyOf('3')],
      unexplained: [],
    });
  });

  test('names the failed jobs whose reason is awaited, listed or not', () => {
    const failed = { state: 'FAILED', errorAwaited: true };
    const open = [stored('1', failed), stored('2', failed), stored('3')];
    const { unexplained, missing } = compare([seen('1', 'FAILED'), seen('3')], open);
    expect(unexplained).toEqual([keyOf('1'), keyOf('2')]);
    expect(missing).toEqual([keyOf('2')]);
  });
});
