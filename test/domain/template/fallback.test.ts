// What a template falls back on, as it is written and as it is filled.

import { expect, test } from 'vitest';
import { fillTemplate } from '../../../app/domain/template/fill/fill-template.ts';
import { parseTemplate } from '../../../app/domain/template/read/parse-template.ts';

const target = { project: 'ml-prod', location: 'us-central1' };

/** The first machine of each fallback, as it would be sent. */
function machines(fallback: readonly object[], parameters: Readonly<Record<string, string>> = {}) {
  const pool = {
    machineSpec: { machineType: 'n1-standard-4' },
    replicaCount: 1,
    containerSpec: { imageUri: 'gcr.io/acme/x:1', args: ['{{gpus}}'] },
  };
  const file = {
    parameters: { gpus: { type: 'integer', default: 1 } },
    jobSpec: { workerPoolSpecs: [pool] },
    fallback,
  };
  const read = parseTemplate(file, { name: 'a', origin: 'a.yaml', version: 'v1' });
  if (!read.ok) return read.problems;
  const filled = fillTemplate(read.template, { parameters }, [target]);
  if (!filled.ok) return filled.problems;
  return filled.launch.fallback?.map(({ body }) => {
    const pools = body.jobSpec['workerPoolSpecs'];
    return Array.isArray(pools) ? (pools[0] as unknown) : undefined;
  });
}

const l4 = { machineType: 'g2-standard-24', acceleratorType: 'NVIDIA_L4', acceleratorCount: 2 };

test('a machineSpec is read in snake_case, too', () => {
  const machine_type = 'g2-standard-24';
  const spec = { machine_type, accelerator_type: 'NVIDIA_L4', accelerator_count: 2 };
  expect(machines([{ machineSpec: spec }])).toMatchObject([{ machineSpec: l4 }]);
});

test('a placeholder in a machineSpec is filled, with the type of its field', () => {
  const spec = { ...l4, acceleratorCount: '{{gpus}}' };
  expect(machines([{ machineSpec: spec }], { gpus: '2' })).toMatchObject([{ machineSpec: l4 }]);
});

test('a strategy that there is not is said where it stands, with the nearest', () => {
  expect(machines([{ strategy: 'FLEXSTART' }])).toEqual([
    expect.stringMatching(/^`fallback\[0\]\.strategy` .*FLEX_START/),
  ]);
});

test.each([
  [
    'attached',
    { machineType: 'n1-standard-8', acceleratorType: 'NVIDIA_TESLA_T4', acceleratorCount: 1 },
  ],
  ['part of a machine', { machineType: 'a2-highgpu-1g' }],
  ['part of a newer machine', { machineType: 'a9x-highgpu-2g' }],
  ['part of a G2, whose name does not say so', { machineType: 'g2-standard-8' }],
  ['TPUs', { machineType: 'ct5lp-hightpu-4t' }],
  ['part of a machine that is a parameter', { machineType: '{{machine}}' }],
])('only pools with accelerators get another machine: %s', (_, machineSpec) => {
  const pool = (machine: object) => ({
    machineSpec: machine,
    replicaCount: 1,
    containerSpec: { imageUri: 'gcr.io/acme/x:1', args: ['{{machine}}'] },
  });
  const read = parseTemplate(
    {
      parameters: { machine: { type: 'string', default: 'a3-highgpu-8g' } },
      jobSpec: {
        workerPoolSpecs: [pool({ machineType: 'n1-standard-4' }), pool(machineSpec)],
      },
      fallback: [{ machineSpec: l4 }],
    },
    { name: 'a', origin: 'a.yaml', version: 'v1' },
  );
  if (!read.ok) throw new Error(read.problems.join(' '));
  const filled = fillTemplate(read.template, { parameters: {} }, [target]);
  if (!filled.ok) throw new Error(JSON.stringify(filled.problems));
  expect(filled.launch.fallback?.[0]?.body.jobSpec).toMatchObject({
    workerPoolSpecs: [{ machineSpec: { machineType: 'n1-standard-4' } }, { machineSpec: l4 }],
  });
});
