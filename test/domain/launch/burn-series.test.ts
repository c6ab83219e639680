import { expect, test } from 'vitest';
import type { Estimate } from '../../../app/domain/cost/estimate.ts';
import { burnSeries, mostSeries } from '../../../app/domain/launch/burn-series.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { jobOf, launchOf, t0 } from '../../blocks/samples.ts';

const hour = 3_600_000;
const priced = (hourly: bigint): Estimate => ({ total: { known: true, hourly }, pools: [] });
const unpriced: Estimate = { total: { known: false, why: 'x' }, pools: [] };
const east = { project: 'ml-prod', location: 'us-east1' };

const burner = (launch: Partial<Launch> = {}, job: Partial<TrackedJob> = {}) => ({
  launch: launchOf('x', { estimate: priced(5n), ...launch }),
  job: jobOf('x', { state: 'RUNNING', startTime: t0, stateSince: t0, ...job }),
});
const template = (name: string) => ({ template: { name, version: 'v1' } });

test('adds up the live jobs of each template in each target, and never says whose they are', () => {
  const burners = [
    burner(template('a')),
    burner({ ...template('a'), requester: { userId: 'U0BO', teamId: 'T1', channel: 'C1' } }),
    burner({ ...template('a'), estimate: unpriced }),
    burner(template('a'), { state: 'QUEUED', startTime: undefined }),
    burner({ ...template('a'), target: east }, { state: 'DEFROSTING' }),
    burner({ ...template('job-17'), origin: 'watched' }),
    burner({ ...template('job-18'), origin: 'watched' }),
  ];
  expect(burnSeries(burners, t0 + 2 * hour)).toEqual([
    {
      ...{ target: 'ml-prod/us-central1', template: 'a' },
      ...{ live: 4, unpriced: 1, hourly: 10n, soFar: 20n },
    },
    {
      ...{ target: 'ml-prod/us-central1', template: '(launched elsewhere)' },
      ...{ live: 2, unpriced: 0, hourly: 10n, soFar: 20n },
    },
    {
      ...{ target: 'ml-prod/us-east1', template: 'a' },
      ...{ live: 1, unpriced: 1, hourly: 0n, soFar: 10n },
    },
  ]);
});

test('past the bound, those that burn least are one series, so that sums stay whole', () => {
  const burners = Array.from({ length: 3 * mostSeries }, (_, nth) =>
    burner({ ...template(`t${nth}`), estimate: priced(BigInt(nth + 1)) }),
  );
  const series = burnSeries(burners, t0 + hour);
  expect(series).toHaveLength(mostSeries);
  expect(series[0]).toMatchObject({ template: `t${3 * mostSeries - 1}` });
  expect(series.at(-1)).toMatchObject({ target: '(others)', template: '(others)', live: 201 });
  expect(series.reduce((sum, { live }) => sum + live, 0)).toBe(3 * mostSeries);
  expect(series.reduce((sum, { hourly }) => sum + hourly, 0n)).toBe(45_150n);
});
