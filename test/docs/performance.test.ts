import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evenMs } from '../../app/domain/job/poll-pace.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/performance.md'), 'utf8');

test('the times between polls are those that the bot keeps', () => {
  const [, table = ''] = text.split(/^\| live jobs.*\n\|[- |]+\n/m);
  const rows = [...table.matchAll(/^\| ([\d,]+) +\| (\d+) +\|(.+)\|$/gm)];
  expect(rows).toHaveLength(4);
  for (const [, jobs = '', requests = '', cells = ''] of rows) {
    const reads = Number(requests);
    expect(reads).toBe(Number(jobs.replace(',', '')) / 100);
    const every = [10, 30, 100].map(
      (share) => `${Math.round(evenMs({ tickMs: 10_000, reads, share }) / 1000)} s`,
    );
    expect(cells.split('|').map((cell) => cell.trim())).toEqual(every);
  }
});
