// A cancel of many goes on after a kill: no job gets a second cancel row, each is followed to its end, and the sum is told once.

import { describe, expect, test } from 'vitest';
import { aimed, kill, type Fault } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana } from '../workspace.ts';
import { auditAtRest, expectNothingTwice } from '../story.ts';

const count = 4;

/** Launches jobs that run until they are cancelled, and asks to cancel them all. */
async function askAboutMany(sandbox: Sandbox): Promise<void> {
  await sandbox.client.vertex('POST', 'scenarios', {
    match: { displayName: '^Many' },
    scenario: 'runaway',
  });
  for (let nth = 1; nth <= count; nth++) {
    const handle = await sandbox.launch(`hello greeting=Many${nth}`);
    await sandbox.see({ match: `Running.*${handle}` });
  }
  await sandbox.type('/job cancel template=hello gone wild');
  await sandbox.see({ kind: 'ephemeral', user: ana, match: `Cancel \\*?${count} jobs` });
}

const sums = async (sandbox: Sandbox) =>
  (await sandbox.roots())
    .map(({ rendered }) => rendered)
    .filter((text) => /cancelled \*?\d+ of/.test(text));

describe.concurrent('a bot killed', longTimeout, () => {
  test.for<readonly [string, { readonly slack?: Fault; readonly vertex?: Fault }]>([
    [
      'before its first cancel reached Vertex',
      { vertex: kill('before-record', { call: 'cancel' }) },
    ],
    ['when Vertex had its first cancel', { vertex: kill('after-record', { call: 'cancel' }) }],
    [
      'while it says that it began',
      { slack: kill('after-record', { method: 'chat.postMessage' }) },
    ],
  ])('%s', async ([, { slack, vertex }], { onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const bot = await sandbox.bot();
    await askAboutMany(sandbox);
    if (slack !== undefined) await sandbox.slackFault(aimed(slack, bot));
    if (vertex !== undefined) await sandbox.vertexFault(aimed(vertex, bot));
    await sandbox.press(`Cancel ${count} jobs`);
    expect(await bot.exited).toBeNull();
    const next = await sandbox.bot();
    await sandbox.see({ kind: 'message', match: `${count} ended cancelled` });
    expect(await sums(sandbox)).toHaveLength(1);
    expect((await sums(sandbox))[0]).toMatch(new RegExp(`cancelled \\*?${count} of ${count} jobs`));
    const rows = await auditAtRest(sandbox, next);
    expect(rows.filter((row) => row.startsWith('cancel'))).toEqual(
      Array.from({ length: count }, () => 'cancel U0ANA: job CANCELLED'),
    );
    await expectNothingTwice(sandbox);
  });
});
