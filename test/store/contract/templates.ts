import { expect, test } from 'vitest';
import { parseTemplate } from '../../../app/domain/template/read/parse-template.ts';
import type { Template } from '../../../app/domain/template/template.ts';
import type { Bench } from '../harness.ts';

function aTemplate(version: string, image: string): Template {
  const tree = {
    name: 'train',
    parameters: { lr: { type: 'number', default: 0.1 } },
    jobSpec: {
      workerPoolSpecs: [
        {
          machineSpec: { machineType: 'n1-standard-4' },
          replicaCount: 1,
          containerSpec: { imageUri: image, args: ['--lr={{lr}}'] },
        },
      ],
    },
  };
  const parsed = parseTemplate(tree, { name: 'train', origin: 'train.yaml', version });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.template;
}

export function templatesContract(bench: () => Bench): void {
  const keep = (template: Template) => bench().tx((tx) => tx.templates.keep(template));
  const get = (version: string) => bench().tx((tx) => tx.templates.get('train', version));

  test('each version is kept as it was, once', async () => {
    await keep(aTemplate('v1', 'first'));
    await keep(aTemplate('v2', 'second'));
    await keep(aTemplate('v1', 'never overwritten'));
    expect(await get('v1')).toEqual(aTemplate('v1', 'first'));
    expect(await get('v2')).toEqual(aTemplate('v2', 'second'));
    expect(await get('v3')).toBeUndefined();
  });
}
