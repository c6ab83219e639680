// An answer to create that is lost on its way: whether the job was made is found out, never guessed, and create is never sent twice.

import { describe, expect, test } from 'vitest';
import { bo, channels, patience, shareStage, type Fault, type Stage } from '../harness.ts';
import { expectNothingTwice, expectOneJobToldOnce, expectStory, ran, seeEnd } from '../story.ts';
import { until } from '../wait.ts';

type Lost = readonly [string, Fault];

/** Matches the create of the job with this greeting. */
const at = (greeting: string) => ({ call: 'create', body: greeting });

describe.concurrent('a create that took effect, with an answer that is', patience, () => {
  const shared = shareStage({ speed: 20 });
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
      const stage = shared();
      const greeting = `lost-${index}`;
      await stage.vertexFault({ ...fault, match: at(greeting) });
      const handle = await launchIn(stage, `hello greeting=${greeting}`, index);
      await expectOneJobToldOnce(stage, handle, `${greeting} × 3`, `uncertain? found ${ran}`);
    },
  );

  test('and create was sent once for each of them', { concurrent: false }, async () => {
    const { requests } = await shared().client.vertexRecords();
    expect(requests.filter(({ call }) => call === 'create')).toHaveLength(recorded.length);
  });
});

describe.concurrent('a create that did nothing, with an answer that is', patience, () => {
  const shared = shareStage({ speed: 20, env: { LAUNCH_QUARANTINE: '3s' } });
  const notRecorded: readonly Lost[] = [
    ['cut off', { kind: 'close-before' }],
    ['a 429', { kind: 'status', status: 429 }],
    ['a 503', { kind: 'status', status: 503 }],
    ['not JSON', { kind: 'garbage', record: false }],
  ];

  test.for(notRecorded.map((one, index) => [...one, index] as const))(
    '%s is asked about, and one click however often made is one job',
    async ([, fault, index]) => {
      const stage = shared();
      const greeting = `nothing-${index}`;
      await stage.vertexFault({ ...fault, match: at(greeting) });
      const lost = await launchIn(stage, `hello greeting=${greeting}`, index);
      const channel = channelOf(index);
      const { ts = '' } = await stage.see({ kind: 'message', match: `\`${lost}\`` });
      const { seq: since } = await stage.see({ kind: 'message', match: 'I looked', thread: ts });
      expect(await stage.jobs(`${greeting} × 3`)).toEqual([]);

      const button = { channel, handle: lost };
      const [{ id }] = await Promise.all([
        stage.press('Launch again', button),
        stage.press('Launch again', button),
      ]);
      await stage.client.slack('POST', 'redeliver', { id });
      const root = await stage.see({ kind: 'message', match: `${greeting} × 3`, since });
      const again = /`(\w+)`/.exec(root.text)?.[1] ?? '';
      await seeEnd(stage, again);
      await stage.press('Launch again', { ...button, user: 'U0WANDA' });
      await stage.press('Leave it', { ...button, user: 'U0WANDA' });
      const settled = { kind: 'ephemeral', user: 'U0WANDA', match: `${lost} was settled` } as const;
      const told = await stage.see(settled);
      await stage.see({ ...settled, since: told.seq });

      expect(await stage.jobs(`${greeting} × 3`)).toHaveLength(1);
      await expectStory(stage, lost, 'uncertain asked settled');
      await expectStory(stage, again, `launched ${ran}`);
      await expectNothingTwice(stage);
    },
  );

  test('cut off is left as it is when asked, and stays without a job', async () => {
    const stage = shared();
    await stage.vertexFault({ kind: 'close-before', match: at('left') });
    const handle = await stage.launch('hello greeting=left');
    const { ts = '' } = await stage.see({ kind: 'message', match: `\`${handle}\`` });
    await stage.see({ kind: 'message', match: 'I looked', thread: ts });
    // Slack may be too slow to say who presses; then one presses again.
    await until('it is given up', async () => {
      await stage.press('Leave it', { user: bo, handle });
      return stage.client.wait({ match: `GIVEN UP.*${handle}`, timeoutMs: 5_000 });
    });
    await stage.press('Launch again', { handle });
    await stage.see({ kind: 'ephemeral', match: `${handle} was settled already` });
    expect(await stage.jobs('left × 3')).toEqual([]);
    await expectStory(stage, handle, 'uncertain asked settled');
  });
});

function channelOf(index: number): string {
  return channels[index % channels.length] ?? channels[0];
}

function launchIn(stage: Stage, text: string, index: number): Promise<string> {
  return stage.launch(text, { channel: channelOf(index) });
}
