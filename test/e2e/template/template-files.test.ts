import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, mlJobs } from '../workspace.ts';
import { until } from '../wait.ts';

/** As gcloud accepts it: YAML 1.1, and single values where the API has lists. */
const bare = `workerPoolSpecs:
  machineSpec: {machineType: n1-standard-4}
  replicaCount: 1
  diskSpec: {bootDiskType: pd-ssd, bootDiskSizeGb: 0200}
  containerSpec:
    imageUri: gcr.io/acme/train
    command: python3
    args: --epochs=5
    env: {name: MYVAR, value: a}
enableWebAccess: yes
scheduling: {timeout: 3600s, restartJobOnWorkerRestart: on}
`;

const files: Readonly<Record<string, string>> = {
  'vision/Config_GPU.yaml': bare,
  'training-job-config.json': JSON.stringify({
    workerPoolSpecs: [
      {
        machineSpec: { machineType: 'n1-standard-4' },
        replicaCount: 1,
        containerSpec: { imageUri: 'gcr.io/acme/train' },
      },
    ],
  }),
  'config_cpu.yaml': bare,
  'config-cpu.yaml': bare,
  'README.md': 'Our jobs',
};

test(
  'files are templates as they lie there, and what is not used is named',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const dir = join(sandbox.servers.directory, 'configs');
    await mkdir(join(dir, 'vision'), { recursive: true });
    for (const [path, text] of Object.entries(files)) await writeFile(join(dir, path), text);
    await sandbox.bot({ TEMPLATES_DIR: dir, VERTEX_TARGETS: 'sandbox-project/us-central1' });
    const ask = async (text: string, match: string) => {
      const since = await sandbox.client.last();
      await sandbox.type(`/job ${text}`);
      const seen = await sandbox.see({ kind: 'ephemeral', user: ana, match, since });
      return seen.text.replace(/[*`\u2060]/g, '');
    };

    const list = await ask('template list', '2 templates');
    expect(list).toContain('• vision/Config_GPU');
    expect(list).toContain('• training-job-config');
    expect(list).toContain(
      'config-cpu.yaml: config-cpu.yaml and config_cpu.yaml would have the same',
    );
    expect(list).toContain('Passed over: README.md (not .yaml, .yml or .json).');
    const doctor = await ask('doctor', 'Doctor');
    expect(doctor).toMatch(/Problem · Template config_cpu\.yaml: .* rename one/);
    expect(doctor).toContain('Passed over among the templates: README.md');

    expect(await ask('launch config_cpu', 'can’t be used')).toContain('rename one');
    expect(await ask('template show vision/config_gpu', 'n1-standard-4')).toContain(
      'e.g. /job launch vision/Config_GPU',
    );
    await sandbox.launch('training-job-config');
    const handle = await sandbox.launch('vision/Config_GPU');
    const job = await until('it is there', async () =>
      (await sandbox.jobs('vision/Config_GPU')).at(0),
    );
    expect(job.labels).toMatchObject({ template: 'vision-config-gpu' });
    // Vertex AI gets the same as from gcloud.
    expect(job.jobSpec).toMatchObject({
      workerPoolSpecs: [
        {
          diskSpec: { bootDiskSizeGb: 128 },
          containerSpec: {
            command: ['python3'],
            args: ['--epochs=5'],
            env: [{ name: 'MYVAR', value: 'a' }],
          },
        },
      ],
      enableWebAccess: true,
      scheduling: { restartJobOnWorkerRestart: true },
    });
    const found = await ask('list all template=vision/config_gpu', handle);
    expect(found).not.toContain('training-job-config');
    await sandbox.see({ kind: 'message', channel: mlJobs, match: 'vision/Config_GPU' });

    await sandbox.type('/job');
    await sandbox.see({ kind: 'view', user: ana, match: 'vision/Config_GPU' });
  },
);
