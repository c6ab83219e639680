import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Who } from '../acts.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana, bo, wanda } from '../workspace.ts';
import { until } from '../wait.ts';

const configError = 78;

const everybody = `roles:
  ops: { people: [${bo}] }
grants:
  launch: members
  admin: members
`;
const opsOnly = everybody.replace('launch: members', 'launch: ops');

const pathIn = ({ servers }: Sandbox) => join(servers.directory, 'policy.yml');

/** Replaces the file as a checkout does. */
async function replace(sandbox: Sandbox, text: string): Promise<void> {
  const path = pathIn(sandbox);
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

/** What the bot answers to a command, for that person alone. */
async function answer(sandbox: Sandbox, command: string, who: Who = {}): Promise<string> {
  const since = await sandbox.client.last();
  await sandbox.type(command, who);
  const { user = ana } = who;
  const { text } = await sandbox.see({ kind: 'ephemeral', user, since });
  return text.replace(/[*`\u2060]/g, '');
}

/** Asks doctor until its answer has a line like this, and returns the line. */
function doctorSays(sandbox: Sandbox, line: RegExp): Promise<string> {
  return until(`doctor says ${line.source}`, async () => {
    const said = await answer(sandbox, '/job doctor', { user: wanda });
    return line.exec(said)?.[0];
  });
}

describe('a policy file', longTimeout, () => {
  test('that is wrong at the start ends it with 78 and each problem with its path', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    await replace(sandbox, 'roles: { ops: { people: bo } }\ngrants: { lunch: ops }\n');
    const wrong = sandbox.spawn({ POLICY_FILE: pathIn(sandbox) });
    expect(await wrong.exited).toBe(configError);
    expect(wrong.errors().trim().split('\n')).toEqual([
      'POLICY_FILE: roles.ops.people[0] must be a Slack user id, such as U0123ABCD.',
      'POLICY_FILE: grants.lunch is not a permission. Did you mean launch?',
    ]);
    const missing = sandbox.spawn({ POLICY_FILE: '/nowhere/policy.yml' });
    expect(await missing.exited).toBe(configError);
    expect(missing.errors()).toBe('POLICY_FILE: There is no file /nowhere/policy.yml.\n');
  });

  test('is read again while the bot runs; a broken one leaves the last good one in force', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    await replace(sandbox, everybody);
    await sandbox.bot({ POLICY_FILE: pathIn(sandbox) });
    await sandbox.launch('hello');

    const first = await doctorSays(sandbox, /OK · Policy: policy\.yml \(\w{12}\) decides.*/);
    await replace(sandbox, opsOnly);
    await until('another policy decides', async () => {
      const now = await doctorSays(sandbox, /OK · Policy: policy\.yml \(\w{12}\) decides.*/);
      return now === first ? undefined : now;
    });
    const refused = await answer(sandbox, '/job launch hello steps=2');
    expect(refused).toContain('Only the role ops can launch jobs. Ask @bo.');

    await replace(sandbox, everybody.replace('launch: members', 'lunch: members'));
    const broken = await doctorSays(sandbox, /Problem · Policy: .*/);
    expect(broken).toMatch(/can’t be used as it is now, so its last good text \(\w{12}\) decides/);
    expect(broken).toContain('grants.lunch is not a permission. Did you mean launch?');
    expect(await answer(sandbox, '/job launch hello steps=2')).toBe(refused);
    await sandbox.launch('hello steps=3', { user: bo });
    await until('what was launched runs', async () =>
      (await sandbox.jobs()).length === 2 ? true : undefined,
    );
    expect(await sandbox.jobsBy(ana)).toHaveLength(1);

    await replace(sandbox, everybody);
    await doctorSays(sandbox, /OK · Policy: policy\.yml/);
    await sandbox.launch('hello steps=2');
    await until('both of hers run', async () =>
      (await sandbox.jobsBy(ana)).length === 2 ? true : undefined,
    );
  });
});
