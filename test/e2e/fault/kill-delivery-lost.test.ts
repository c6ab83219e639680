// The answer to a post is lost or wrong: the bot reads the channel before it posts again.

import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { longTimeout, shareSandbox, shortTimings, startSandbox } from '../harness.ts';
import { channels } from '../workspace.ts';
import { expectOneJobToldOnce, expectStory, launchQueued, ran, seeEnd } from '../story.ts';

type Answer = readonly [string, Fault];

const recorded: readonly Answer[] = [
  ['a 429', { kind: 'status', status: 429, retryAfterSeconds: 1, record: true }],
  ['a 503', { kind: 'status', status: 503, record: true }],
  ['a page of a gateway', { kind: 'status', status: 502, body: 'html', record: true }],
  ['fatal_error', { kind: 'error', error: 'fatal_error', record: true }],
  ['a reset', { kind: 'record-then-close' }],
  ['silence', { kind: 'record-then-hang' }],
  // Longer than SLACK_TIMEOUT, and shorter than the bot waits before it reads the channel.
  ['silence at first', { kind: 'hang-then-record-late', ms: 1_500 }],
  ['half an answer', { kind: 'truncate' }],
  ['garbage', { kind: 'garbage' }],
];
const notRecorded: readonly Answer[] = [
  ['a 429', { kind: 'status', status: 429, retryAfterSeconds: 1 }],
  ['a 503', { kind: 'status', status: 503 }],
  ['internal_error', { kind: 'error', error: 'internal_error' }],
  ['a reset', { kind: 'close-before' }],
  ['garbage', { kind: 'garbage', record: false }],
];

describe.concurrent('a post', longTimeout, () => {
  const shared = shareSandbox({ speed: 20, env: shortTimings });

  test.for([
    ...recorded.map(([name, fault]) => [name, 'was made', fault] as const),
    ...notRecorded.map(([name, fault]) => [name, 'was not made', fault] as const),
  ])('answered with %s that %s is in the channel once', async ([name, made, fault]) => {
    const sandbox = shared();
    const greeting = `${name} ${made}`.replaceAll(/\W+/g, '-');
    // Both its root and its first reply hold the greeting.
    const match = { method: 'chat.postMessage', args: greeting };
    await sandbox.slackFault({ ...fault, match, count: 2 });
    const handle = await sandbox.launch(`hello greeting=${greeting}`, { channel: spread() });
    await expectOneJobToldOnce(sandbox, handle, `${greeting} × 3`, `launched ${ran}`);
  });

  let launched = 0;
  const spread = () => channels[launched++ % channels.length] ?? channels[0];
});

describe.concurrent('a reply with an unknown end', longTimeout, () => {
  test('where the history can’t be read is posted once more, and says so', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.slackFault(
      {
        kind: 'error',
        error: 'missing_scope',
        count: null,
        match: { method: '^conversations\\.(history|replies)$' },
      },
      { kind: 'record-then-close', match: { method: 'chat.postMessage' } },
    );
    await sandbox.move('RUNNING');
    await sandbox.see({ kind: 'message', match: 'Possibly repeated' });
    await sandbox.move('SUCCEEDED');
    await seeEnd(sandbox, handle);
    expect(await bot.stop()).toBe(0);
    const told = 'launched RUNNING RUNNING possibly-repeated SUCCEEDED';
    await expectStory(sandbox, handle, told);
  });
});
