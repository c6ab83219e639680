// Killed at every step of a launch: one launch request makes one job, one root and one story.

import { describe, expect, test } from 'vitest';
import { aimed, kill, type Fault } from '../faults.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import {
  auditOf,
  expectNothingTwice,
  expectOneJobToldOnce,
  expectStory,
  ran,
  seeEnd,
} from '../story.ts';

type KillPoint = {
  readonly where: string;
  readonly slack?: readonly Fault[];
  readonly vertex?: readonly Fault[];
  /** What the thread tells before the job's first change of state. */
  readonly story: string;
};

const create = { call: 'create' };
const post = { method: 'chat.postMessage' };
/** Delays the root until the job has been created. */
const throttled: Fault = { kind: 'status', status: 429, retryAfterSeconds: 1, match: post };

const killPoints: readonly KillPoint[] = [
  {
    where: 'before Slack has said who asks',
    slack: [kill('before-record', { method: 'users.info' })],
    story: 'launched',
  },
  {
    where: 'before Slack has said whether it may post in the channel',
    slack: [kill('before-record', { method: 'conversations.info' })],
    story: 'launched',
  },
  {
    where: 'when create has taken effect and is not answered',
    vertex: [kill('after-record', create)],
    story: 'uncertain? found',
  },
  {
    where: 'while it looks for the job of a lost answer',
    vertex: [
      { kind: 'record-then-close', match: create },
      kill('before-record', { call: 'list', path: 'labels\\.launch-id' }),
    ],
    story: 'uncertain? found',
  },
  {
    where: 'when the job is bound and its root is not posted',
    slack: [throttled, kill('before-record', post)],
    story: 'launched',
  },
  {
    where: 'when the root is posted and not answered',
    slack: [throttled, kill('after-record', post)],
    story: 'launched',
  },
];

describe.concurrent('a bot killed', longTimeout, () => {
  test.for(killPoints)(
    '$where makes one job and tells it once',
    async ({ slack = [], vertex = [], story }, { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished, { speed: 20 });
      // Without polls: one would often find the job of a lost answer before the list call that kills the bot.
      const bot = await sandbox.bot({ POLL_SCHEDULE: '0 0 * * * *' });
      await sandbox.slackFault(...slack.map((fault) => aimed(fault, bot)));
      await sandbox.vertexFault(...vertex.map((fault) => aimed(fault, bot)));
      const launching = await sandbox.launching('hello');
      expect(await bot.exited).toBeNull();
      const next = await sandbox.bot();
      const handle = await launching.handle();
      await expectOneJobToldOnce(sandbox, handle, 'Hello × 3', `${story} ${ran}`);
      expect(await next.stop()).toBe(0);
      expect(auditOf(sandbox)).toEqual([expect.stringMatching(/^launch U0ANA: created projects/)]);
    },
  );

  test('before create took effect asks, and killed at the click launches exactly once more', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, {
      speed: 20,
      env: { LAUNCH_QUARANTINE: '3s' },
    });
    const first = await sandbox.bot();
    await sandbox.vertexFault(aimed(kill('before-record', create), first));
    const lost = await sandbox.launch('hello');
    expect(await first.exited).toBeNull();

    const second = await sandbox.bot();
    const { seq: since } = await sandbox.see({ kind: 'message', match: 'I looked' });
    await sandbox.see({ match: `Not found.*${lost}` });
    expect(await sandbox.jobs()).toEqual([]);
    await sandbox.slackFault(aimed(kill('before-record', { method: 'users.info' }), second));
    await sandbox.press('Launch again');
    expect(await second.exited).toBeNull();

    const third = await sandbox.bot();
    const root = await sandbox.see({ kind: 'message', match: 'launched by @ana', since });
    const again = /`(\w+)`/.exec(root.text)?.[1] ?? '';
    expect(again).not.toBe(lost);
    await seeEnd(sandbox, again);
    await sandbox.press('Launch again');
    expect(await third.stop()).toBe(0);
    expect(await sandbox.jobs()).toHaveLength(1);
    await expectStory(sandbox, lost, 'uncertain asked settled');
    await expectStory(sandbox, again, `launched ${ran}`);
    await expectNothingTwice(sandbox);
  });
});
