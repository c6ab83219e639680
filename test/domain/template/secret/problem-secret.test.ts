import { expect, test } from 'vitest';
import { parseTemplate } from '../../../../app/domain/template/read/parse-template.ts';

// What nobody would have written by hand.
const lot = ['Zq7Tr4Kp9', 'Lm2Vx8B'].join('');
const jobSpec = {
  workerPoolSpecs: [
    {
      machineSpec: { machineType: 'n1-standard-4' },
      replicaCount: 1,
      containerSpec: { imageUri: 'gcr.io/x/y', env: [{ name: `${lot} bad`, value: 'x' }] },
    },
  ],
};
const parameters = (one: object) => ({ parameters: { a: one } });

test.each<[string, object]>([
  ['key', { [`password_${lot}`]: 1 }],
  ['key of a job', { jobSpec: { ...jobSpec, [lot]: 1 } }],
  ['type', parameters({ type: lot })],
  ['type that sets one', parameters({ type: 'password=hunter2x' })],
  ['setting', parameters({ type: 'string', [`token_${lot}`]: 1 })],
  ['pattern', parameters({ type: 'string', pattern: `^${lot}$`, default: 'x' })],
  [
    'pattern that sets one',
    parameters({ type: 'string', pattern: 'token=hunter2x', default: 'x' }),
  ],
  ['name', { name: `sec/${lot}!` }],
  ['target', { target: lot }],
  ['name of env', {}],
])('what is wrong with a file is told without the secret in its %s', (_, more) => {
  const read = parseTemplate({ jobSpec, ...more }, { name: 'x', origin: 'x', version: 'v1' });
  expect(read).toMatchObject({ ok: false });
  expect(JSON.stringify(read)).not.toMatch(new RegExp(`${lot}|hunter`, 'i'));
});

test('a type that is no secret is quoted', () => {
  const tree = { jobSpec, ...parameters({ type: 'int64' }) };
  const read = parseTemplate(tree, { name: 'x', origin: 'x', version: 'v1' });
  expect(JSON.stringify(read)).toContain('int64');
});
