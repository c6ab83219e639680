// External jobs, and what the bot shows of them.

import { expect } from 'vitest';
import { z } from 'zod';
import type { Sandbox } from './harness.ts';
import { wordsOf } from './story.ts';

type ExternalJob = { readonly id: string; readonly name: string };

const made = z.looseObject({ id: z.string(), name: z.string() });

/** Creates a job as the console would. By default it runs until the test moves it. */
export async function createExternalJob(
  { client }: Sandbox,
  displayName: string,
  labels: Readonly<Record<string, string>> = {},
  scenario = 'runaway',
): Promise<ExternalJob> {
  const pool = {
    machineSpec: { machineType: 'n1-standard-4' },
    replicaCount: 1,
    containerSpec: { imageUri: 'gcr.io/somebody/else', env: [{ name: 'KEY', value: 'hunter2' }] },
  };
  const job = { displayName, labels, jobSpec: { workerPoolSpecs: [pool] } };
  return made.parse(await client.vertex('POST', 'jobs', { job, scenario }));
}

export async function end({ client }: Sandbox, { id }: ExternalJob, state = 'SUCCEEDED') {
  await client.vertex('POST', `jobs/${id}/state`, { state });
}

/** The only thread of a job in a channel. */
export async function externalThread(sandbox: Sandbox, channel: string, displayName: string) {
  const messages = (await sandbox.messages()).filter((one) => one.channel === channel);
  const roots = messages.filter(
    ({ is_root, rendered }) => is_root && rendered.includes(`*${displayName}*`),
  );
  const [root] = roots;
  expect(roots, `cards of ${displayName} in ${channel}`).toHaveLength(1);
  if (root === undefined) throw new Error(`${displayName} has no card.`);
  const replies = messages.filter(({ is_root, thread_ts }) => !is_root && thread_ts === root.ts);
  const handle = /`([a-z][a-z0-9]+)`/.exec(root.rendered)?.[1] ?? '';
  return { root, handle, story: replies.flatMap(wordsOf).join(' ') };
}

/** Waits until a job's end shows in a channel's thread and card, and checks its whole story. */
export async function expectExternalStory(
  sandbox: Sandbox,
  channel: string,
  displayName: string,
  story: RegExp,
): Promise<void> {
  const { ts = '' } = await sandbox.see({
    kind: 'message',
    channel,
    match: `· \\*${displayName}\\*`,
  });
  await sandbox.see({
    kind: 'message',
    channel,
    thread: ts,
    match: '(?:^|\\n)(?:@\\w+ )?(?:Succeeded|Failed|Cancelled)',
  });
  await sandbox.see({ channel, match: `(?:Succeeded|Failed|Cancelled) .* · \\*${displayName}\\*` });
  expect((await externalThread(sandbox, channel, displayName)).story).toMatch(story);
}
