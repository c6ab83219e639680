import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fillTemplate } from '../../app/domain/template.ts';
import { createTemplateFiles } from '../../app/store/template-files.ts';

const target = { project: 'demo', location: 'us-central1' };

it('every sample template can be launched as it is', async () => {
  const log = { info: () => undefined, warn: () => undefined };
  const dir = fileURLToPath(new URL('../../app/sandbox/templates', import.meta.url));
  const files = createTemplateFiles({ dir, clock: () => 0, log });
  expect(await files.problems()).toEqual([]);
  const templates = await files.list();
  expect(templates.map(({ name }) => name)).toEqual([
    'crash',
    'distributed',
    'hello',
    'late-error',
    'oom',
    'quota',
    'resnet-train',
    'restart',
    'runaway',
    'stockout',
    'stuck',
  ]);
  for (const template of templates) {
    const parameters =
      template.name === 'resnet-train' ? { data: 'gs://sandbox-data/imagenet' } : {};
    expect(fillTemplate(template, { parameters }, [target])).toMatchObject({
      ok: true,
      launch: { target },
    });
  }
});
