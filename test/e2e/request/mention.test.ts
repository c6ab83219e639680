import { describe, expect, test } from 'vitest';
import { patience, shareSandbox } from '../harness.ts';
import { ana, bo, mlJobs, research } from '../workspace.ts';

describe('in a channel and its threads', patience, () => {
  const shared = shareSandbox();

  test('a job is looked at by the shortcut and cancelled by a mention in its thread', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    const handle = await sandbox.launch('runaway');
    const { ts = '' } = await sandbox.see({ kind: 'message', match: `\`${handle}\`` });
    await sandbox.see({ kind: 'message', match: 'Running after', thread: ts });

    const act = (name: string, body: object) =>
      client.slack('POST', `act/${name}`, { user: ana, channel: mlJobs, ...body });
    await act('shortcut', { callback_id: 'job_actions', ts });
    const shown = await sandbox.see({ kind: 'ephemeral', user: ana, match: 'was read .* ago' });
    expect(shown.text).toContain(handle);

    await act('say', { text: '@vertexjobs cancel too slow', thread_ts: ts });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: '^Cancel ' });
    await sandbox.press('Cancel the job');
    await sandbox.see({ kind: 'ephemeral', user: ana, match: '^To be cancelled' });
    await sandbox.see({ kind: 'message', match: 'too slow', thread: ts });
    await sandbox.see({ kind: 'message', match: 'Cancelled', thread: ts });
    const jobs = await sandbox.jobsBy(ana);
    expect(jobs.map(({ state }) => state)).toEqual(['CANCELLED']);
  });

  test('prose that names the bot, and a reply that begins with another word, do nothing', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    const handle = await sandbox.launch('runaway', { user: bo, channel: research });
    const { ts = '' } = await sandbox.see({ kind: 'message', match: `\`${handle}\`` });
    await sandbox.see({ kind: 'message', match: 'Running after', thread: ts });
    const reply = (text: string) =>
      client.slack('POST', 'act/say', { user: bo, channel: research, text, thread_ts: ts });
    await reply('stop worrying, @vertexjobs tells us when it is done');
    await reply('> @vertexjobs cancel');
    await reply('@vertexjobs: thanks, stop it when it is done');
    const { text } = await sandbox.see({ kind: 'ephemeral', user: bo, match: 'don’t understand' });
    expect(text).toContain('thanks');
    expect((await sandbox.jobsBy(bo)).map(({ state }) => state)).toEqual(['RUNNING']);
  });
});
