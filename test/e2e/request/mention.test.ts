import { expect, test } from 'vitest';
import { ana, mlJobs, patience, setStage } from '../harness.ts';

test(
  'a job is looked at by the shortcut and cancelled by a mention in its thread',
  patience,
  async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    await stage.bot();
    const { client } = stage;
    const handle = await stage.launch('runaway');
    const { ts = '' } = await stage.see({ kind: 'message', match: `\`${handle}\`` });
    await stage.see({ kind: 'message', match: 'Running after', thread: ts });

    const act = (name: string, body: object) =>
      client.slack('POST', `act/${name}`, { user: ana, channel: mlJobs, ...body });
    await act('shortcut', { callback_id: 'job_actions', ts });
    const shown = await stage.see({ kind: 'ephemeral', user: ana, match: 'was read .* ago' });
    expect(shown.text).toContain(handle);

    await act('say', { text: '@vertexjobs cancel too slow', thread_ts: ts });
    await stage.see({ kind: 'ephemeral', user: ana, match: '^Cancel ' });
    await stage.press('Cancel the job');
    await stage.see({ kind: 'ephemeral', user: ana, match: '^To be cancelled' });
    await stage.see({ kind: 'message', match: 'too slow', thread: ts });
    await stage.see({ kind: 'message', match: 'Cancelled', thread: ts });
    const { jobs } = await client.vertexRecords();
    expect(jobs.map(({ state }) => state)).toEqual(['CANCELLED']);
  },
);
