// Killed after the ack, while it looks up what it was asked about: the requester is told that nothing came of it, and asks again.

import { describe, expect, test } from 'vitest';
import { end, foreignThread, makeForeign } from '../foreign.ts';
import {
  aimed,
  kill,
  mlJobs,
  patience,
  setStage,
  wanda,
  type Fault,
  type Stage,
} from '../harness.ts';
import { auditAtRest, expectNothingTwice } from '../story.ts';

const research = 'C0RESEARCH';
const root = 'U0ROOT';

const ways = {
  typed: (stage: Stage, text: string) => stage.type(`/job ${text}`, { user: wanda }),
  said: (stage: Stage, text: string) =>
    stage.client.slack('POST', 'act/say', {
      user: wanda,
      channel: mlJobs,
      text: `@vertexjobs ${text}`,
    }),
};

describe.concurrent('a bot killed before it knows who sees the job', patience, () => {
  test.for([
    ['cancel', 'typed', 'nothing was cancelled'],
    ['cancel', 'said', 'nothing was cancelled'],
    ['rerun', 'typed', 'nothing was launched'],
    ['rerun', 'said', 'nothing was launched'],
  ] as const)('of a %s that was %s', async ([verb, how, nothing], { onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const first = await stage.bot();
    const handle = await stage.launch('runaway', { channel: research });
    await stage.see({ channel: research, match: `RUNNING.*${handle}` });
    await stage.kill(first);
    const second = await stage.bot();
    const look = kill('before-record', { method: 'conversations.info', channel: research });
    await stage.slackFault(aimed(look, second));
    await ways[how](stage, `${verb} ${handle}`);
    expect(await second.exited).toBeNull();

    await stage.bot();
    await stage.see({ kind: 'ephemeral', user: wanda, match: `${handle}.*${nothing}: try again` });
    expect((await stage.jobs()).map(({ state }) => state)).toEqual(['RUNNING']);
    await ways[how](stage, `${verb} ${handle}`);
    const asked = verb === 'cancel' ? '^Cancel ' : 'already|same|twice';
    await stage.see({ kind: 'ephemeral', user: wanda, match: asked });
    await expectNothingTwice(stage);
  });
});

test(
  'a bot killed while it reads a job made elsewhere that is to be re-run tells that nothing was launched',
  patience,
  async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const first = await stage.bot();
    const theirs = await makeForeign(stage, 'theirs');
    await stage.type(`/job watch ${theirs.name}`);
    await stage.see({ kind: 'message', match: '^Watched for @ana' });
    await end(stage, theirs);
    await stage.see({ kind: 'edit', match: 'theirs.* · SUCCEEDED' });
    const { handle } = await foreignThread(stage, mlJobs, 'theirs');
    const read: Fault = kill('before-record', { call: 'get' });
    await stage.vertexFault(aimed(read, first));
    await stage.press('Re-run', { user: root, handle });
    expect(await first.exited).toBeNull();

    const next = await stage.bot();
    const told = `${handle}.*nothing was launched: try again`;
    await stage.see({ kind: 'ephemeral', user: root, match: told });
    expect(await stage.jobs()).toEqual([]);
    await stage.press('Re-run', { user: root, handle });
    await stage.see({ kind: 'ephemeral', user: root, match: '^Launching ' });
    await expect.poll(async () => (await stage.jobs()).length).toBe(1);
    expect(await auditAtRest(stage, next)).toEqual([
      'watch U0ANA: watching',
      expect.stringMatching(/^launch U0ROOT: created /),
    ]);
  },
);
