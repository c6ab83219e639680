import { beforeEach, describe, expect, test } from 'vitest';
import { createEntries, type Entries } from '../../app/vertex/entries.ts';
import { readCustomJob } from '../../app/vertex/wire.ts';

const now = Date.UTC(2026, 10, 24, 12);
const entry = (id: string, more: Record<string, unknown> = {}) => ({
  name: `projects/1/locations/us-central1/customJobs/${id}`,
  displayName: 'resnet',
  state: 'JOB_STATE_PENDING',
  createTime: '2026-11-24T11:00:00Z',
  labels: { team: 'vision' },
  ...more,
});

let entries: Entries;
const readList = (list: readonly unknown[], at = now) => {
  const reader = entries();
  const jobs = list.map((one) => reader.read(one, at));
  reader.end();
  return jobs;
};
beforeEach(() => {
  entries = createEntries();
});

describe('an entry of a list', () => {
  test('that is as it was before is the same object', () => {
    const first = readList([entry('1'), entry('2')]);
    const second = readList([entry('1'), entry('2')]);
    expect(second[0]).toBe(first[0]);
    expect(second[1]).toBe(first[1]);
    expect(first[0]).toEqual(readCustomJob(entry('1'), now));
  });

  test.each<[string, Record<string, unknown>]>([
    ['state', { state: 'JOB_STATE_RUNNING' }],
    ['time', { updateTime: '2026-11-24T11:30:00Z' }],
    ['error', { error: { code: 8, message: 'no machines' } }],
    ['label', { labels: { team: 'audio' } }],
    ['missing field', { createTime: undefined }],
  ])('with another %s is read anew', (_, more) => {
    readList([entry('1')]);
    const changed = JSON.parse(JSON.stringify(entry('1', more))) as unknown;
    expect(readList([changed], now + 1)).toEqual([readCustomJob(changed, now + 1)]);
  });

  test('that left the list and came back is read anew', () => {
    const [first] = readList([entry('1')]);
    readList([]);
    const [again] = readList([entry('1')]);
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });

  test('is compared with the last complete list, not with one that broke off', () => {
    const [first] = readList([entry('1')]);
    entries().read(entry('1', { state: 'JOB_STATE_RUNNING' }), now);
    expect(readList([entry('1')])[0]).toBe(first);
  });

  test('of a list that is read meanwhile stays apart', () => {
    const [one, other] = [entries(), entries()];
    one.read(entry('1'), now);
    other.end();
    one.end();
    expect(entries().read(entry('1'), now)).toEqual(readCustomJob(entry('1'), now));
  });

  test.each([[null], ['text'], [{ name: 7 }], [{ name: 'jobs/1' }], [{}]])(
    'that has no readable name (%j) is none',
    (odd) => {
      expect(readList([odd, odd])).toEqual([undefined, undefined]);
      expect(readList([odd])).toEqual([undefined]);
    },
  );
});
