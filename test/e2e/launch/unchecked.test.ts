import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, mlJobs, wanda } from '../workspace.ts';
import { until } from '../wait.ts';

const spec = `workerPoolSpecs:
- machineSpec: { machineType: n1-standard-4 }
  replicaCount: 1
  containerSpec: { imageUri: gcr.io/acme/train }
scheduling: { priorityClass: high }
`;
const refused = 'jobSpec.scheduling.priorityClass is newer than this bot, or misspelt.';
const offer = { user: ana, channel: mlJobs, label: 'Send unchecked' };

test(
  'a field that is newer than the bot is refused, and sent as it is where somebody says so',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const dir = join(sandbox.servers.directory, 'configs');
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, 'newer.yaml'), spec);
    const listed = `unchecked: jobSpec.scheduling.priorityClass\njobSpec:\n${spec.replace(/^/gm, '  ')}`;
    await writeFile(join(dir, 'listed.yaml'), listed);
    await sandbox.bot({ TEMPLATES_DIR: dir, VERTEX_TARGETS: 'sandbox-project/us-central1' });
    const ask = async (text: string, match: string, user = ana) => {
      const since = await sandbox.client.last();
      await sandbox.type(`/job ${text}`, { user });
      const seen = await sandbox.see({ kind: 'ephemeral', user, match, since });
      return seen.text.replace(/[*`\u2060]/g, '');
    };

    // A member is refused, without the button.
    expect(await ask('launch newer', 'newer than')).toContain(refused);
    const preview = await ask('launch newer dry-run', 'newer than');
    expect(preview).toContain(refused);
    expect(preview).toContain('somebody who may change templates can send it unchecked');
    expect(preview).toContain('cost not known: something in it is newer than this bot');
    await expect(sandbox.client.press(offer)).rejects.toThrow();

    // An admin can send it. Vertex AI refuses it until it knows the field.
    await ask('launch newer dry-run', 'Send unchecked sends it as it is', wanda);
    await sandbox.press('Send unchecked', { user: wanda });
    await sandbox.see({ kind: 'message', channel: mlJobs, match: 'Cannot find field' });
    expect(await sandbox.jobs('newer')).toEqual([]);
    await sandbox.client.vertex('POST', 'accept', { path: 'jobSpec.scheduling.priorityClass' });
    await ask('launch newer dry-run', 'Send unchecked sends it as it is', wanda);
    await sandbox.press('Send unchecked', { user: wanda });
    const sent = await until('its job is there', async () => (await sandbox.jobs('newer')).at(0));
    expect(sent.jobSpec).toMatchObject({ scheduling: { priorityClass: 'high' } });

    // A field that the template lists as unchecked needs no admin.
    expect(await ask('launch listed dry-run', 'Not checked')).toContain(
      'Not checked: jobSpec.scheduling.priorityClass.',
    );
    await sandbox.launch('listed');
    const job = await until('its job is there', async () => (await sandbox.jobs('listed')).at(0));
    expect(job.jobSpec).toMatchObject({ scheduling: { priorityClass: 'high' } });
  },
);
