// The launcher has left the channel. Killed at every step of a direct message to them, the bot tells them the end once.

import { describe, expect, test } from 'vitest';
import { aimed, kill } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana, mlJobs } from '../workspace.ts';
import { expectNothingTwice, expectStory, launchQueued, seeEnd } from '../story.ts';

const post = { method: 'chat.postMessage', channel: 'D0ANA' };
const open = { method: 'conversations.open' };
const look = { method: 'users.conversations' };

/** The bot's direct messages to @ana that are not deleted. */
async function directMessages({ client }: Sandbox): Promise<readonly string[]> {
  const { channels } = await client.slackRecords();
  return channels
    .filter(({ id }) => id === 'D0ANA')
    .flatMap(({ messages }) => messages)
    .filter(({ user, deleted }) => user === 'U0VERTEXJOBS' && !deleted)
    .map(({ rendered }) => rendered);
}

const leave = (sandbox: Sandbox) =>
  sandbox.client.slack('POST', 'act/leave', { channel: mlJobs, user: ana });

describe.concurrent('a launcher who left the channel', longTimeout, () => {
  test.for([
    ['before the look', kill('before-record', look)],
    ['before the conversation is opened', kill('before-record', open)],
    ['after it', kill('after-record', open)],
    ['before the message is posted', kill('before-record', post)],
    ['after it was posted', kill('after-record', post)],
  ] as const)(
    'hears of the end once when the bot is killed %s',
    async ([, fault], { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished);
      const first = await sandbox.bot();
      const { handle } = await launchQueued(sandbox);
      await leave(sandbox);
      await sandbox.slackFault(aimed(fault, first));
      await sandbox.move('FAILED', { error: { code: 3, message: 'It had no chance.' } });
      expect(await first.exited).toBeNull();

      const second = await sandbox.bot();
      await sandbox.see({ channel: 'D0ANA', match: `${handle}[\\s\\S]*failed` });
      await seeEnd(sandbox, handle, 'Failed after ');
      expect(await second.stop()).toBe(0);
      await expectStory(sandbox, handle, 'launched FAILED');
      const [told, ...more] = await directMessages(sandbox);
      expect(more).toEqual([]);
      expect(told).toContain('It had no chance.');
      expect(told).toContain('so I tell you here');
      await expectNothingTwice(sandbox);
    },
  );
});
