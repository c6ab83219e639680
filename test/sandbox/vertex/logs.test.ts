import { expect, test } from 'vitest';
import { z } from 'zod';
import { start, stateOf, until, type Client } from './harness.ts';

const pageSchema = z.strictObject({
  entries: z
    .array(
      z.looseObject({
        timestamp: z.string(),
        textPayload: z.string().optional(),
        jsonPayload: z.object({ message: z.string() }).optional(),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});

async function read(client: Client, body: object): Promise<z.infer<typeof pageSchema>> {
  const resourceNames = ['projects/sandbox-project'];
  const { status, json, text } = await client.call('POST', '/v2/entries:list', {
    resourceNames,
    ...body,
  });
  if (status !== 200) throw new Error(text);
  return pageSchema.parse(json);
}

async function finished(scenario: string): Promise<{ client: Client; filter: string }> {
  const client = await start({ speed: 200 });
  const name = await client.create({ scenario });
  await client.create({ scenario: 'success' });
  await until(async () => (await stateOf(client, name)) === 'JOB_STATE_FAILED');
  const id = name.split('/').at(-1) ?? '';
  return { client, filter: `resource.type="ml_job" AND resource.labels.job_id="${id}"` };
}

test('a crash logs its traceback, then the service its error', async () => {
  const { client, filter } = await finished('crash');
  const { entries } = await read(client, { filter, orderBy: 'timestamp asc', pageSize: 1000 });
  const texts = entries.map(
    ({ textPayload, jsonPayload }) => textPayload ?? jsonPayload?.message ?? '',
  );
  expect(texts.slice(0, 3)).toEqual([
    'Job is queued.',
    'Waiting for job to be provisioned.',
    'Job is running.',
  ]);
  expect(texts.at(3)).toMatch(/^step 100: loss=/);
  expect(texts.slice(-4).join('\n')).toMatch(/^Traceback[^]*ValueError[^]*non-zero status of 1/);
  const times = entries.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...times].sort());
  expect(entries[0]).toMatchObject({
    resource: { type: 'ml_job', labels: { task_name: 'service' } },
  });
});

test('newest first, by task, in pages without gaps', async () => {
  const { client, filter } = await finished('oom');
  const query = {
    filter: `${filter} AND resource.labels.task_name="workerpool0-0"`,
    orderBy: 'timestamp desc',
  };
  const whole = await read(client, { ...query, pageSize: 1000 });
  expect(whole.entries[0]?.jsonPayload?.message).toBe('Killed');
  const pieces = [];
  let pageToken = '';
  do {
    const page = await read(client, { ...query, pageSize: 3, pageToken });
    pieces.push(...page.entries);
    pageToken = page.nextPageToken ?? '';
  } while (pageToken !== '');
  expect(pieces).toEqual(whole.entries);
});

test('empty pages may come before the first line', async () => {
  const { client, filter } = await finished('crash');
  await client.control('POST', 'logs', { emptyLogPages: 2 });
  const sizes = [];
  let pageToken = '';
  do {
    const page = await read(client, { filter, pageSize: 1000, pageToken });
    sizes.push(page.entries.length);
    pageToken = page.nextPageToken ?? '';
  } while (pageToken !== '');
  expect(sizes).toHaveLength(3);
  expect(sizes.slice(0, 2)).toEqual([0, 0]);
  expect(sizes[2]).toBeGreaterThan(3);
});

test('from a time on; an invalid request is refused', async () => {
  const { client, filter } = await finished('crash');
  expect(
    (await read(client, { filter: `${filter} AND timestamp>="2999-01-01T00:00:00Z"` })).entries,
  ).toEqual([]);
  expect(
    (await read(client, { filter: `${filter} AND severity>=ERROR` })).entries.length,
  ).toBeGreaterThan(2);
  for (const body of [
    { orderBy: 'severity' },
    { filter: 'timestamp>now' },
    { pageToken: 'x' },
    { color: 1 },
  ]) {
    await expect(read(client, body)).rejects.toThrow('INVALID_ARGUMENT');
  }
});
