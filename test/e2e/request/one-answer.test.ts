// One answer for one request, from a bot that does not know yet who asks, nor whether it can post where they do.

import { expect, test } from 'vitest';
import { ana, bo, mlJobs, patience, setStage, wanda, type Fault, type Stage } from '../harness.ts';
import { expectNothingTwice } from '../story.ts';

const guest = 'U0GUEST';
/** One that the bot is not in. */
const hidden = 'C0HIDDEN';
const who = { method: 'users.info' };

type Asked = {
  readonly by: string;
  readonly channel?: string;
  readonly text: string;
  readonly answer: string;
};

/** Types a command: it is acked with nothing, and answered later. */
async function ask(stage: Stage, { by, channel = mlJobs, text, answer }: Asked): Promise<string> {
  const since = await stage.client.last();
  const seen = await stage.type(`/job ${text}`, { user: by, channel });
  expect(seen, text).toMatchObject({ outcome: 'acked', ephemerals: [] });
  return (await stage.see({ kind: 'ephemeral', user: by, match: answer, since })).text;
}

/** What everybody was answered, oldest first. */
async function answers({ client }: Stage): Promise<readonly string[]> {
  const { ephemerals } = await client.slackRecords();
  return ephemerals.map(({ rendered, visible_to: user }) => `${user}: ${rendered}`);
}

test.for<readonly [string, readonly Fault[]]>([
  ['is slow to say who asks', [{ kind: 'delay', ms: 500, count: null, match: who }]],
  ['fails to say it at first', [{ kind: 'status', status: 503, count: 2, match: who }]],
])('of a Slack that %s', patience, async ([, faults], { onTestFinished }) => {
  const stage = await setStage(onTestFinished);
  const bot = await stage.bot();
  await stage.slackFault(...faults);
  const asked: readonly Asked[] = [
    { by: ana, text: 'launch runaway', answer: '^Launching ' },
    { by: guest, text: 'launch hello', answer: 'Guests' },
    { by: ana, channel: hidden, text: 'launch hello', answer: 'not in this channel' },
    { by: bo, text: 'watch name=none*', answer: 'none\\*' },
    { by: wanda, text: 'cancel last', answer: '.' },
  ];
  for (const one of asked) await ask(stage, one);

  const { seq: since } = await stage.see({ match: 'RUNNING' });
  await stage.press('Cancel', { user: guest });
  await stage.see({ kind: 'ephemeral', user: guest, match: 'Guests', since });
  await stage.press('Cancel', { user: wanda });
  await stage.see({ kind: 'ephemeral', user: wanda, match: '^To be cancelled' });
  expect(await bot.stop()).toBe(0);
  const told = await answers(stage);
  expect(told, told.join('\n')).toHaveLength(asked.length + 2);
  expect((await stage.jobs()).map(({ displayName }) => displayName)).toHaveLength(1);
  await expectNothingTwice(stage);
});
