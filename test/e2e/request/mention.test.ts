import { expect, test } from 'vitest';
import { patience, startSandbox } from '../harness.ts';
import { ana, mlJobs } from '../workspace.ts';

test(
  'a job is looked at by the shortcut and cancelled by a mention in its thread',
  patience,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    await sandbox.bot();
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
    const { jobs } = await client.vertexRecords();
    expect(jobs.map(({ state }) => state)).toEqual(['CANCELLED']);
  },
);
