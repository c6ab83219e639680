import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import about from '../../../package.json' with { type: 'json' };
import type { Who } from '../acts.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, channels, hidden, wanda } from '../workspace.ts';
import { launchQueued } from '../story.ts';
import { until } from '../wait.ts';

const samples = join(import.meta.dirname, '../../../app/sandbox/templates');

describe('the doctor', longTimeout, () => {
  test('says what is well, what is not, and what to do; even while Slack hangs', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const { client } = sandbox;
    const dir = join(sandbox.servers.directory, 'templates');
    await mkdir(dir);
    await cp(join(samples, 'hello.yaml'), join(dir, 'hello.yaml'));
    await sandbox.bot({ TEMPLATES_DIR: dir });
    const examine = async (who: Who = {}) => {
      const since = await client.last();
      await sandbox.type('/job doctor', who);
      const { user = ana } = who;
      const { text } = await sandbox.see({ kind: 'ephemeral', user, match: '^\\W*Doctor', since });
      return text.replace(/[*`\u2060]/g, '');
    };

    const allWell = await until('all is well', async () => {
      const said = await examine();
      return said.includes('all is well') ? said : undefined;
    });
    expect(allWell).toContain(`Doctor · version ${about.version} · all is well`);
    expect(allWell).toContain('✅ OK · Slack knows me as @vertexjobs of ');
    expect(allWell).toContain('✅ OK · Scopes: all that manifest.yml asks for.');
    expect(allWell).toMatch(/OK · Vertex sandbox-project\/us-central1 was read \d+ s ago\./);
    expect(allWell).toMatch(/OK · Clock: within \d s of Google’s\./);

    await writeFile(join(dir, 'broken.yaml'), 'jobSpec: {}\n');
    await launchQueued(sandbox, 'Parked', { channel: channels[1] });
    await client.slack('POST', 'act/archive', { channel: channels[1] });
    await sandbox.move('RUNNING');
    await client.vertex('POST', 'outage', { locations: ['europe-west4'] });
    const seesAll = { user: wanda };
    const troubled = await until('all troubles are seen', async () => {
      const said = await examine(seesAll);
      const signs = ['Can’t post: ', 'the last try failed', 'Project number: 1'];
      return signs.every((one) => said.includes(one)) ? said : undefined;
    });
    expect(troubled).toMatch(
      /Problem · Template broken\.yaml: jobSpec\.workerPoolSpecs is required\. Once it is mended/,
    );
    expect(troubled).toMatch(
      /Warning · Vertex sandbox-project\/europe-west4 was read .*was lost .*Project number: 1234/,
    );
    expect(troubled).toMatch(
      /Problem · Can’t post: \w+ in .*, Slack says is_archived for .*unarchived/,
    );

    const member = await examine();
    expect(member).toContain('Not named here: 1 parked thread.');
    expect(member).not.toContain('is_archived');
    expect(await examine({ channel: hidden })).toContain('Type /invite @vertexjobs, or launch');

    const hang = { kind: 'record-then-hang' };
    await sandbox.slackFault({ ...hang, count: 3, match: { method: 'auth.test' } });
    await sandbox.slackFault({ ...hang, match: { method: 'conversations.info' } });
    const whileHanging = await examine();
    expect(whileHanging).toMatch(/Not known · Slack: Slack did not say who I am: .*Ask again/);
    expect(whileHanging).toMatch(/Not known · Here: .*Ask again/);
    expect(whileHanging).toContain('OK · Database: SQLite answers.');
  });

  test('says how often a target is read, where the share is too small for the schedule', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: { VERTEX_SHARE: '1%' } });
    await sandbox.bot();
    await until('it is told', async () => {
      const since = await sandbox.client.last();
      await sandbox.type('/job doctor');
      const said = { kind: 'ephemeral', user: ana, match: '^\\W*Doctor', since } as const;
      const { text } = await sandbox.see(said);
      return text.includes('is read about every 10 s, not every 1 s: ') ? text : undefined;
    });
  });
});
