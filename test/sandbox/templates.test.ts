import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fillTemplate } from '../../app/domain/template/fill/fill-template.ts';
import { createTemplateFiles } from '../../app/templates/files.ts';
import { createTemplateText } from '../../app/templates/thread.ts';

// The same configuration as in app/sandbox/servers.ts.
const targets = ['us-central1', 'europe-west4'].map((location) => ({
  project: 'sandbox-project',
  location,
}));
const [target] = targets;

it('every sample template can be launched in the sandbox', async () => {
  const log = { info: () => undefined, warn: () => undefined };
  const dir = fileURLToPath(new URL('../../app/sandbox/templates', import.meta.url));
  const files = createTemplateFiles({ dir, clock: () => 0, log, text: createTemplateText() });
  expect(await files.problems()).toEqual([]);
  const templates = await files.list();
  expect(templates.map(({ name }) => name)).toEqual([
    'crash',
    'distributed',
    'gpu-idle-guarded',
    'gpu-use',
    'hello',
    'late-error',
    'oom',
    'quota',
    'resnet-train',
    'restart',
    'runaway',
    'runaway-guarded',
    'stockout',
    'stockout-fallback',
    'stuck',
  ]);
  for (const template of templates) {
    const parameters =
      template.name === 'resnet-train' ? { data: 'gs://sandbox-data/imagenet' } : {};
    expect(fillTemplate(template, { parameters, target }, targets)).toMatchObject({
      ok: true,
      launch: { target },
    });
  }
});
