// The answer to create is lost: the bot finds out whether the job exists, never guesses, and never sends create twice.

import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { longTimeout, shareSandbox, shortTimings, type Sandbox } from '../harness.ts';
import { bo, channels } from '../workspace.ts';
import { expectNothingTwice, expectOneJobToldOnce, expectStory, ran, seeEnd } from '../story.ts';
import { until } from '../wait.ts';

type Lost = readonly [string, Fault];

/** Matches the create of the job with this greeting. */
const at = (greeting: string) => ({ call: 'create', body: greeting });

describe.concurrent('a create that took effect, with an answer that is', longTimeout, () => {
  const shared = shareSandbox({ speed: 20, env: shortTimings });
  const recorded: readonly Lost[] = [
    ['cut off', { kind: 'record-then-close' }],
    ['never given', { kind: 'record-then-hang' }],
    ['given up before the job was made', { kind: 'hang-then-record-late', ms: 1_500 }],
    ['a 503', { kind: 'status', status: 503, record: true }],
    ['a 429', { kind: 'status', status: 429, record: true }],
    ['a page of a gateway', { kind: 'status', status: 502, body: 'html', record: true }],
    ['broken off half-way', { kind: 'truncate' }],
    ['not JSON', { kind: 'garbage' }],
  ];

  test.for(recorded.map((one, index) => [...one, index] as const))(
    '%s is found and told, and not sent again',
    async ([, fault, index]) => {
      const sandbox = shared();
      const greeting = `lost-${index}`;
      await sandbox.vertexFault({ ...fault, match: at(greeting) });
      const handle = await launchIn(sandbox, `hello greeting=${greeting}`, index);
      await expectOneJobToldOnce(sandbox, handle, `${greeting} × 3`, `uncertain? found ${ran}`);
    },
  );

  test('and create was sent once for each of them', { concurrent: false }, async () => {
    const { requests } = await shared().client.vertexRecords();
    expect(requests.filter(({ call }) => call === 'create')).toHaveLength(recorded.length);
  });
});

describe.concurrent('a create that did nothing, with an answer that is', longTimeout, () => {
  const shared = shareSandbox({ speed: 20, env: { ...shortTimings, LAUNCH_QUARANTINE: '3s' } });
  const notRecorded: readonly Lost[] = [
    ['cut off', { kind: 'close-before' }],
    ['a 429', { kind: 'status', status: 429 }],
    ['a 503', { kind: 'status', status: 503 }],
    ['not JSON', { kind: 'garbage', record: false }],
  ];

  test.for(notRecorded.map((one, index) => [...one, index] as const))(
    '%s is asked about, and one click however often made is one job',
    async ([, fault, index]) => {
      const sandbox = shared();
      const greeting = `nothing-${index}`;
      await sandbox.vertexFault({ ...fault, match: at(greeting) });
      const lost = await launchIn(sandbox, `hello greeting=${greeting}`, index);
      const channel = channelOf(index);
      const { ts = '' } = await sandbox.see({ kind: 'message', match: `\`${lost}\`` });
      const { seq: since } = await sandbox.see({ kind: 'message', match: 'I looked', thread: ts });
      expect(await sandbox.jobs(`${greeting} × 3`)).toEqual([]);

      const button = { channel, handle: lost };
      const [{ id }] = await Promise.all([
        sandbox.press('Launch again', button),
        sandbox.press('Launch again', button),
      ]);
      await sandbox.client.slack('POST', 'redeliver', { id });
      const root = await sandbox.see({ kind: 'message', match: `${greeting} × 3`, since });
      const again = /`(\w+)`/.exec(root.text)?.[1] ?? '';
      await seeEnd(sandbox, again);
      await sandbox.press('Launch again', { ...button, user: 'U0WANDA' });
      await sandbox.press('Leave it', { ...button, user: 'U0WANDA' });
      const settled = { kind: 'ephemeral', user: 'U0WANDA', match: `${lost} was settled` } as const;
      const told = await sandbox.see(settled);
      await sandbox.see({ ...settled, since: told.seq });

      expect(await sandbox.jobs(`${greeting} × 3`)).toHaveLength(1);
      await expectStory(sandbox, lost, 'uncertain asked settled');
      await expectStory(sandbox, again, `launched ${ran}`);
      await expectNothingTwice(sandbox);
    },
  );

  test('cut off is left as it is when asked, and stays without a job', async () => {
    const sandbox = shared();
    await sandbox.vertexFault({ kind: 'close-before', match: at('left') });
    const handle = await sandbox.launch('hello greeting=left');
    const { ts = '' } = await sandbox.see({ kind: 'message', match: `\`${handle}\`` });
    await sandbox.see({ kind: 'message', match: 'I looked', thread: ts });
    // On a busy machine the answer to users.info may come too late; then the button has to be pressed again.
    await until('it is given up', async () => {
      await sandbox.press('Leave it', { user: bo, handle });
      return sandbox.client.wait({ match: `Given up.*${handle}`, timeoutMs: 5_000 });
    });
    await sandbox.press('Launch again', { handle });
    await sandbox.see({ kind: 'ephemeral', match: `${handle} was settled already` });
    expect(await sandbox.jobs('left × 3')).toEqual([]);
    await expectStory(sandbox, handle, 'uncertain asked settled');
  });
});

function channelOf(index: number): string {
  return channels[index % channels.length] ?? channels[0];
}

function launchIn(sandbox: Sandbox, text: string, index: number): Promise<string> {
  return sandbox.launch(text, { channel: channelOf(index) });
}
