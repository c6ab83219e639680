// Killed at each seam between one attempt of a launch and the next: one live job at any moment, each attempt sent once, each thing told once.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aimed, kill, type Fault } from '../faults.ts';
import { longTimeout, shortTimings, startSandbox, type Sandbox } from '../harness.ts';
import { expectNothingTwice, expectStory, seeEnd } from '../story.ts';

/** A job that may wait so long, and then makes way for one on another machine. */
const climb = (maxWaiting: string) => `name: climb
target: sandbox-project/us-central1
guard: { maxWaiting: ${maxWaiting} }
fallback: [{ machineSpec: { machineType: n1-standard-8 } }]
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec: { imageUri: us-docker.pkg.dev/sandbox/demo/train:v1 }
`;

async function startClimbing(
  atEnd: Parameters<typeof startSandbox>[0],
  first: string,
  maxWaiting: string,
) {
  const directory = mkdtempSync(join(tmpdir(), 'fallback-'));
  writeFileSync(join(directory, 'climb.yaml'), climb(maxWaiting));
  const env = { ...shortTimings, TEMPLATES_DIR: directory };
  const sandbox = await startSandbox(atEnd, { speed: 20, env });
  await sandbox.client.vertex('POST', 'scenarios', { match: {}, scenario: first, count: 1 });
  return sandbox;
}

/** By Vertex's records, the jobs have ended so, each before the next was made. */
async function expectOneAfterTheOther(sandbox: Sandbox, states: readonly string[]) {
  const jobs = (await sandbox.jobs())
    .map(({ state, history }) => ({
      state,
      from: Date.parse(history[0]?.at ?? ''),
      until: Date.parse(history.findLast((one) => one.state === state)?.at ?? ''),
    }))
    .toSorted((a, b) => a.from - b.from);
  expect(jobs.map(({ state }) => state)).toEqual(states);
  for (const [nth, { until }] of jobs.slice(0, -1).entries()) {
    expect(jobs[nth + 1]?.from).toBeGreaterThanOrEqual(until);
  }
}

/** On a busy machine the last attempt is seen waiting for so long that its guard warns. */
const ran = 'warned? PENDING? warned? RUNNING? warned? SUCCEEDED';

const posting = (args: string) => ({ method: '^chat\\.postMessage$', args });
const makesWay = posting('I cancel this attempt');
const next = posting('Next I try attempt 2 of 2');
const cancel = { call: 'cancel' };
const second = { match: { call: 'create' }, after: 1 };

type Seam = readonly [string, { readonly slack?: Fault; readonly vertex?: Fault }];
const climbing: readonly Seam[] = [
  ['when the next attempt is stored', { slack: kill('before-record', next) }],
  ['when Slack has that the next begins', { slack: kill('after-record', next) }],
  ['when Vertex has the next', { vertex: { ...kill('after-record', {}), ...second } }],
];

async function survive(sandbox: Sandbox, [, { slack, vertex }]: Seam): Promise<string> {
  const bot = await sandbox.bot();
  if (slack !== undefined) await sandbox.slackFault(aimed(slack, bot));
  if (vertex !== undefined) await sandbox.vertexFault(aimed(vertex, bot));
  const handle = await sandbox.launch('climb');
  expect(await bot.exited).toBeNull();
  await sandbox.bot();
  return handle;
}

describe.concurrent('a bot killed while a job that waits makes way', longTimeout, () => {
  test.for<Seam>([
    ['when its cancel is stored', { slack: kill('before-record', makesWay) }],
    ['when Slack has its cancel', { slack: kill('after-record', makesWay) }],
    ['when its cancel is not sent yet', { vertex: kill('before-record', cancel) }],
    ['when Vertex has its cancel', { vertex: kill('after-record', cancel) }],
    ...climbing,
  ])('%s', async (seam, { onTestFinished }) => {
    const sandbox = await startClimbing(onTestFinished, 'stuck', '2s');
    const handle = await survive(sandbox, seam);
    await seeEnd(sandbox, handle);
    await expectStory(
      sandbox,
      handle,
      `launched cancel overdue? CANCELLING? overdue? next launched ${ran}`,
    );
    await expectOneAfterTheOther(sandbox, ['CANCELLED', 'SUCCEEDED']);
    await expectNothingTwice(sandbox);
  });

  test('when the next may have been sent asks a person, and sends nothing more', async ({
    onTestFinished,
  }) => {
    const sandbox = await startClimbing(onTestFinished, 'stuck', '2s');
    const fault = { ...kill('before-record', {}), ...second };
    const handle = await survive(sandbox, ['', { vertex: fault }]);
    await sandbox.see({ match: `Not found.*${handle}` });
    await sandbox.see({ kind: 'message', match: 'found no job' });
    await expectStory(
      sandbox,
      handle,
      'launched cancel overdue? CANCELLING? overdue? next uncertain asked',
    );
    await expectOneAfterTheOther(sandbox, ['CANCELLED']);
    await expectNothingTwice(sandbox);
  });
});

describe.concurrent('a bot killed when a job fails for want of capacity', longTimeout, () => {
  test.for<Seam>([
    ['when Vertex has the first', { vertex: kill('after-record', { call: 'create' }) }],
    ...climbing,
  ])('%s', async (seam, { onTestFinished }) => {
    // So long that it fails before, however busy the machine is.
    const sandbox = await startClimbing(onTestFinished, 'stockout', '1h');
    const handle = await survive(sandbox, seam);
    await seeEnd(sandbox, handle);
    await expectStory(sandbox, handle, `launched PENDING? next launched ${ran}`);
    await expectOneAfterTheOther(sandbox, ['FAILED', 'SUCCEEDED']);
    await expectNothingTwice(sandbox);
  });
});
