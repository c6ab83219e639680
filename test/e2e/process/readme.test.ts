import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readConfig } from '../../../app/config.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana } from '../workspace.ts';
import { until } from '../wait.ts';

const root = join(import.meta.dirname, '../../..');

/** The first example on the page that matches. */
async function example(file: string, pattern: RegExp): Promise<string> {
  const [, text] = pattern.exec(await readFile(join(root, file), 'utf8')) ?? [];
  if (text === undefined) throw new Error(`${file} has no ${pattern.source}.`);
  return text;
}

test(
  'the README’s .env starts before there are templates, and the template of docs/templates.md is launched as it says',
  longTimeout,
  async ({ onTestFinished }) => {
    const env = parseEnv(await example('README.md', /<<'ENV'\n([\s\S]*?)\n *ENV\n/));
    expect(readConfig(env)).toMatchObject({ ok: true });
    const { TEMPLATES_DIR: relative = '' } = env;

    const sandbox = await startSandbox(onTestFinished);
    const dir = join(sandbox.servers.directory, relative);
    await sandbox.bot({ TEMPLATES_DIR: dir });
    await sandbox.type('/job template list');
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'There is no directory' });

    const yaml = await example('docs/templates.md', /```yaml\n(name: resnet-train[\s\S]*?)```/);
    await mkdir(dir);
    await writeFile(
      join(dir, 'resnet.yaml'),
      yaml.replace('ml-prod/us-central1', 'sandbox-project/us-central1'),
    );
    await until('it is read', async () => {
      const since = await sandbox.client.last();
      await sandbox.type('/job template list');
      const list = { kind: 'ephemeral', user: ana, match: 'template', since } as const;
      return (await sandbox.see(list)).text.includes('resnet-train') || undefined;
    });
    const launch = await example('docs/templates.md', /`\/job launch (resnet-train [^`]*)`/);
    await sandbox.launch(launch);
    const job = await until('it is there', async () =>
      (await sandbox.jobs('resnet gs://b/imagenet lr=0.1')).at(0),
    );
    expect(job.labels).toMatchObject({ team: 'vision', template: 'resnet-train' });
  },
);
