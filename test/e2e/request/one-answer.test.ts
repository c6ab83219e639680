// Each request is answered once, even while the bot doesn't know yet who asks and whether it can post there.

import { expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana, bo, guest, hidden, mlJobs, wanda } from '../workspace.ts';
import { expectNothingTwice } from '../story.ts';

const who = { method: 'users.info' };

type Asked = {
  readonly by: string;
  readonly channel?: string;
  readonly text: string;
  readonly answer: string;
};

/** Types a command that is acked without text and answered later. Returns the answer. */
async function ask(
  sandbox: Sandbox,
  { by, channel = mlJobs, text, answer }: Asked,
): Promise<string> {
  const since = await sandbox.client.last();
  const seen = await sandbox.type(`/job ${text}`, { user: by, channel });
  expect(seen, text).toMatchObject({ outcome: 'acked', ephemerals: [] });
  return (await sandbox.see({ kind: 'ephemeral', user: by, match: answer, since })).text;
}

/** All answers, oldest first. */
async function answers({ client }: Sandbox): Promise<readonly string[]> {
  const { ephemerals } = await client.slackRecords();
  return ephemerals.map(({ rendered, visible_to: user }) => `${user}: ${rendered}`);
}

test.for<readonly [string, readonly Fault[]]>([
  ['is slow to say who asks', [{ kind: 'delay', ms: 500, count: null, match: who }]],
  ['fails to say it at first', [{ kind: 'status', status: 503, count: 2, match: who }]],
])('of a Slack that %s', longTimeout, async ([, faults], { onTestFinished }) => {
  const sandbox = await startSandbox(onTestFinished);
  const bot = await sandbox.bot();
  await sandbox.slackFault(...faults);
  const asked: readonly Asked[] = [
    { by: ana, text: 'launch runaway', answer: '^Launching ' },
    { by: guest, text: 'launch hello', answer: 'Guests' },
    { by: ana, channel: hidden, text: 'launch hello', answer: 'not in this channel' },
    { by: bo, text: 'watch name=none*', answer: 'none\\*' },
    { by: wanda, text: 'cancel last', answer: '.' },
  ];
  for (const one of asked) await ask(sandbox, one);

  const { seq: since } = await sandbox.see({ match: 'Running' });
  await sandbox.press('Cancel', { user: guest });
  await sandbox.see({ kind: 'ephemeral', user: guest, match: 'Guests', since });
  await sandbox.press('Cancel', { user: wanda });
  await sandbox.see({ kind: 'ephemeral', user: wanda, match: '^Cancel requested' });
  expect(await bot.stop()).toBe(0);
  const told = await answers(sandbox);
  expect(told, told.join('\n')).toHaveLength(asked.length + 2);
  expect((await sandbox.jobs()).map(({ displayName }) => displayName)).toHaveLength(1);
  await expectNothingTwice(sandbox);
});
