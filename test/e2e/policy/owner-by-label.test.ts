// A policy file that says who is called for a watched job by its label.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createExternalJob, end, externalThread } from '../external-job.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, bo, mlJobs } from '../workspace.ts';

test(
  'a watched job calls the owner whom its label names, who may not cancel it',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const path = join(sandbox.servers.directory, 'policy.yaml');
    const rule = `externalJobs: { call: label.owner, people: { bo: ${bo} } }\n`;
    await writeFile(path, rule);
    await sandbox.bot({ POLICY_FILE: path });
    await sandbox.type('/job watch label.team=vision');
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'From now on' });
    const job = await createExternalJob(sandbox, 'nightly', { team: 'vision', owner: 'bo' });
    const card = await sandbox.see({ kind: 'message', channel: mlJobs, match: '· \\*nightly\\*' });
    expect(card.text).toContain('watched for');
    const { root, handle } = await externalThread(sandbox, mlJobs, 'nightly');
    expect(root.rendered).toContain('owner by label @bo');
    await sandbox.press('Cancel', { handle, user: bo });
    await sandbox.see({ kind: 'ephemeral', user: bo, match: 'nobody here owns it' });
    await end(sandbox, job, 'FAILED');
    const failed = await sandbox.see({ kind: 'message', channel: mlJobs, match: '@\\w+ Failed' });
    expect(failed.text).toMatch(/@bo Failed|<@U0BO> Failed/);
  },
);
