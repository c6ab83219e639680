import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jobBody, start, type Client } from './harness.ts';

const path = '/v3/projects/sandbox-project/timeSeries';
const began = Date.UTC(2026, 10, 30, 8);
const minuteMs = 60_000;

const pageSchema = z.looseObject({
  timeSeries: z.array(
    z.looseObject({
      metric: z.object({ type: z.string() }),
      resource: z.object({ type: z.string(), labels: z.record(z.string(), z.string()) }),
      points: z.array(
        z.object({
          interval: z.object({ startTime: z.string(), endTime: z.string() }),
          value: z.object({ doubleValue: z.number() }),
        }),
      ),
    }),
  ),
  nextPageToken: z.string().optional(),
});

/** A server whose minutes of a metric are real ones, and whose clock this test sets. */
async function at0() {
  let nowMs = began;
  const client = await start({ clock: () => nowMs });
  await client.control('POST', 'metrics', { metricMinuteMs: minuteMs });
  return {
    client,
    at: (minute: number) => {
      nowMs = began + minute * minuteMs;
    },
    ask: (more: Readonly<Record<string, string>> = {}) => ask(client, nowMs, more),
  };
}

function ask(client: Client, nowMs: number, more: Readonly<Record<string, string>>) {
  const query = new URLSearchParams({
    filter:
      'metric.type="ml.googleapis.com/training/accelerator/utilization" AND resource.type="cloudml_job"',
    'interval.startTime': new Date(began).toISOString(),
    'interval.endTime': new Date(nowMs).toISOString(),
    'aggregation.alignmentPeriod': '60s',
    'aggregation.perSeriesAligner': 'ALIGN_MAX',
    view: 'FULL',
    ...more,
  });
  return client.call('GET', `${path}?${query.toString()}`);
}

/** A chief, and workers beside it. */
async function createGpuJob(client: Client, tag: string, workers = 0): Promise<string> {
  const machineSpec = {
    machineType: 'g2-standard-8',
    acceleratorType: 'NVIDIA_L4',
    acceleratorCount: 1,
  };
  const imageUri = `us-docker.pkg.dev/p/train/runaway:${tag}`;
  const pools = [1, workers]
    .filter((count) => count > 0)
    .map((count) => ({ machineSpec, replicaCount: String(count), containerSpec: { imageUri } }));
  const { json, text } = await client.call('POST', 'customJobs', {
    displayName: tag,
    jobSpec: { workerPoolSpecs: pools },
  });
  const name = json?.['name'];
  if (typeof name !== 'string') throw new Error(text);
  return name;
}

describe('timeSeries.list', () => {
  test('has the use of each replica with a GPU, newest point first', async () => {
    const { client, at, ask } = await at0();
    const name = await createGpuJob(client, 'idle', 1);
    await client.create({ scenario: 'runaway' });
    at(5);
    const { timeSeries } = pageSchema.parse((await ask()).json);
    expect(timeSeries.map(({ resource }) => resource)).toEqual(
      ['workerpool0-0', 'workerpool1-0'].map((task_name) => ({
        type: 'cloudml_job',
        labels: { project_id: 'sandbox-project', job_id: name.split('/').at(-1), task_name },
      })),
    );
    // It is RUNNING four seconds after its create.
    expect(timeSeries[0]?.points).toEqual(
      [4, 3, 2, 1].map((minute) => ({
        interval: {
          startTime: `2026-11-30T08:0${minute - 1}:04.000000Z`,
          endTime: `2026-11-30T08:0${minute}:04.000000Z`,
        },
        value: { doubleValue: 0 },
      })),
    );
  });

  test('has points at once of a job that is older than it is', async () => {
    const { client, at, ask } = await at0();
    const custom = { phases: [{ state: 'RUNNING' }], ageMs: 3 * minuteMs };
    await client.control('POST', 'scenarios', { match: { displayName: 'old' }, custom });
    at(5);
    const name = await createGpuJob(client, 'old');
    const { json } = await client.call('GET', `customJobs/${name.split('/').at(-1)}`);
    expect(json).toMatchObject({
      state: 'JOB_STATE_RUNNING',
      startTime: '2026-11-30T08:02:00.000000Z',
    });
    const { timeSeries } = pageSchema.parse((await ask()).json);
    expect(timeSeries.map(({ points }) => points.length)).toEqual([3]);
  });

  test.each([
    ['busy', 7, [true, true, true, true, true, true, true, true]],
    ['one-of-eight-replicas-idle', 7, [true, true, true, true, true, true, true, false]],
    ['one-series-of-eight-gpus', 0, [true]],
  ])('%s', async (tag, workers, busy) => {
    const { client, at, ask } = await at0();
    await createGpuJob(client, tag, workers);
    at(10);
    const { timeSeries } = pageSchema.parse((await ask()).json);
    const use = timeSeries.map(({ points }) => points.map(({ value }) => value.doubleValue));
    expect(use.map((shares) => shares.every((share) => share > 0.05))).toEqual(busy);
    const most = Math.max(...use.flat());
    expect(most < 0.15).toBe(tag === 'one-series-of-eight-gpus');
  });

  test('gap misses four minutes, late is ten minutes late, and no-points has none', async () => {
    const { client, at, ask } = await at0();
    for (const tag of ['late', 'gap', 'no-points']) await createGpuJob(client, tag);
    at(20);
    const { timeSeries } = pageSchema.parse((await ask()).json);
    const minutes = timeSeries.map(({ points }) =>
      points.map(({ interval }) => Number(interval.endTime.slice(14, 16))).reverse(),
    );
    expect(minutes).toEqual([
      [1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ]);
  });

  test('a control route changes how a job uses its GPUs, and a lag holds back points', async () => {
    const { client, at, ask } = await at0();
    const name = await createGpuJob(client, 'idle');
    await client.control('POST', `jobs/${name}/use`, { use: 'busy' });
    await client.control('POST', 'metrics', { metricLagMs: 3 * minuteMs });
    at(10);
    const { timeSeries } = pageSchema.parse((await ask()).json);
    expect(timeSeries[0]?.points).toHaveLength(6);
    expect(timeSeries[0]?.points[0]?.value.doubleValue).toBeGreaterThan(0.5);
    expect((await client.control('POST', `jobs/${name}/use`, { use: 'odd' })).status).toBe(400);
  });

  test('pages count points, and a series may go on on the next', async () => {
    const { client, at, ask } = await at0();
    await createGpuJob(client, 'idle', 1);
    at(6);
    const sizes = [];
    const points = [];
    let pageToken = '';
    do {
      const page = pageSchema.parse((await ask({ pageSize: '3', pageToken })).json);
      sizes.push(page.timeSeries.map((one) => one.points.length));
      points.push(...page.timeSeries.flatMap((one) => one.points));
      pageToken = page.nextPageToken ?? '';
    } while (pageToken !== '');
    expect(sizes).toEqual([[3], [2, 1], [3], [1]]);
    expect(points).toHaveLength(10);
  });

  test.each([
    ['no metric', { filter: 'resource.type="cloudml_job"' }],
    ['two metrics', { filter: 'metric.type="a" OR metric.type="b"' }],
    ['a field that does not exist', { filter: 'metric.type="a" AND color="red"' }],
    ['an order', { orderBy: 'timestamp' }],
    ['no end', { 'interval.endTime': '' }],
    ['a short period', { 'aggregation.alignmentPeriod': '10s' }],
    ['no aligner', { 'aggregation.perSeriesAligner': '' }],
    ['another parameter', { color: 'red' }],
    ['a token of another query', { pageToken: 'x' }],
  ])('refuses %s', async (_, more) => {
    const { ask } = await at0();
    expect((await ask(more)).status).toBe(400);
  });

  test('needs a token and its own permission, and can be down alone', async () => {
    const { client, ask } = await at0();
    expect((await client.call('GET', path, undefined, { headers: {} })).status).toBe(401);
    await client.control('POST', 'permissions', {
      deny: [{ permission: 'monitoring.timeSeries.list' }],
    });
    expect((await ask()).status).toBe(403);
    expect((await client.call('POST', 'customJobs', jobBody())).status).toBe(200);
    await client.control('POST', 'outage', { locations: ['monitoring'] });
    await expect(ask()).rejects.toThrow('fetch failed');
  });
});
