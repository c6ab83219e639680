// Keeps docs/guards.md and docs/fallbacks.md true: their examples are taken as they stand, and name every key.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { policyGuardKeys } from '../../app/domain/guard/policy-guards.ts';
import { guardKeys } from '../../app/domain/guard/written-guard.ts';
import { parsePolicy } from '../../app/domain/permission/read/parse-policy.ts';
import { fallbackKeys } from '../../app/domain/template/fallback.ts';
import { parseTemplate } from '../../app/domain/template/read/parse-template.ts';

const root = join(import.meta.dirname, '../..');
const examples = ['docs/guards.md', 'docs/fallbacks.md'].flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, yaml = '']) => yaml,
  ),
);

const template = {
  jobSpec: {
    workerPoolSpecs: [
      {
        machineSpec: {
          machineType: 'g2-standard-8',
          acceleratorType: 'NVIDIA_L4',
          acceleratorCount: 1,
        },
        replicaCount: 1,
        containerSpec: { imageUri: 'us-docker.pkg.dev/ml-prod/train/resnet:v3' },
      },
    ],
  },
};
const source = { name: 'x', origin: 'x.yaml', version: 'v1' };

test.each(examples)('an example is taken as it stands: %#', (yaml) => {
  const tree: unknown = parse(yaml);
  const read =
    typeof tree === 'object' && tree !== null && ('guards' in tree || 'limits' in tree)
      ? parsePolicy(tree)
      : parseTemplate({ ...template, ...(tree as object) }, source);
  expect(read.ok ? [] : read.problems).toEqual([]);
});

test('there are examples of both', () => {
  expect(examples).toHaveLength(4);
});

test.each([...guardKeys, ...policyGuardKeys, ...fallbackKeys])('the examples have %s', (key) => {
  expect(examples.join('\n')).toMatch(new RegExp(`\\b${key}: `));
});
