import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readConfig } from '../../../app/config.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana } from '../workspace.ts';
import { until } from '../wait.ts';

const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8');

/** The first example in the README that matches. */
function example(pattern: RegExp): string {
  const [, text] = pattern.exec(readme) ?? [];
  if (text === undefined) throw new Error(`The README has no ${pattern.source}.`);
  return text;
}

test(
  'the README’s .env starts before there are templates, and its template is launched as it says',
  longTimeout,
  async ({ onTestFinished }) => {
    const env = parseEnv(example(/<<'ENV'\n([\s\S]*?)\nENV\n/));
    expect(readConfig(env)).toMatchObject({ ok: true });
    const { TEMPLATES_DIR: relative = '' } = env;

    const sandbox = await startSandbox(onTestFinished);
    const dir = join(sandbox.servers.directory, relative);
    await sandbox.bot({ TEMPLATES_DIR: dir });
    await sandbox.type('/job template list');
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'There is no directory' });

    const yaml = example(/```yaml\n(name: resnet-train[\s\S]*?)```/);
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
    const launch = example(/`\/job launch (resnet-train [^`]*)`/);
    await sandbox.launch(`${launch} data=gs://b/imagenet`);
    const job = await until('it is there', async () =>
      (await sandbox.jobs('resnet gs://b/imagenet lr=0.1')).at(0),
    );
    expect(job.labels).toMatchObject({ team: 'vision', template: 'resnet-train' });
  },
);
