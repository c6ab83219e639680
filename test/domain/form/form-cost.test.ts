import { describe, expect, test } from 'vitest';
import { costParameters, formCost } from '../../../app/domain/form/form-cost.ts';
import { createPriceList, type Price } from '../../../app/domain/cost/price-list.ts';
import { templateText } from '../../../app/templates/text.ts';

const yaml = `name: train
parameters:
  gpus: { type: integer, required: true, min: 1 }
  nodes: { type: integer, default: 2 }
  disk: { type: integer, default: 100 }
  data: { type: string, required: true, pattern: '^gs://' }
displayName: 'train {{data}}'
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      diskSpec: { bootDiskType: pd-ssd }
      containerSpec: { imageUri: i }
    - machineSpec: { machineType: n1-standard-4, acceleratorType: NVIDIA_TESLA_T4, acceleratorCount: '{{gpus}}' }
      replicaCount: '{{nodes}}'
      diskSpec: { bootDiskType: pd-ssd, bootDiskSizeGb: '{{disk}}' }
      containerSpec: { imageUri: i, args: ['--data={{data}}', '--nodes={{nodes}}'] }
`;
const target = { project: 'p', location: 'us-central1' };
const price = (resource: Price['resource'], dollars: bigint): Price => ({
  basis: 'standard',
  resource,
  regions: [target.location],
  hourly: dollars * 1_000_000_000n,
});
// Each T4 a dollar; all else is free.
const prices = createPriceList([
  price({ kind: 'vcpu', series: 'n1' }, 0n),
  price({ kind: 'memory', series: 'n1' }, 0n),
  price({ kind: 'disk', type: 'pd-ssd' }, 0n),
  price({ kind: 'gpu', type: 'NVIDIA_TESLA_T4' }, 1n),
]);
const parsed = templateText.read(yaml, { name: 'train', origin: 'train.yaml', version: 'v1' });
if (!parsed.ok) throw new Error(parsed.problems.join(' '));
const { template } = parsed;
const cost = (parameters: Record<string, string>, earlier?: Record<string, unknown>) =>
  formCost(template, { parameters, earlier }, target, prices);
const dollars = (count: bigint) => ({ total: { known: true, hourly: count * 1_000_000_000n } });

describe('what a form costs', () => {
  test('depends on the machines and on nothing else', () => {
    expect(costParameters(template).map(({ name }) => name)).toEqual(['gpus', 'nodes', 'disk']);
  });

  test('is told as soon as the machines are chosen, and of which, though other fields are empty or wrong', () => {
    expect(cost({ gpus: '4', data: 'not a bucket' })).toMatchObject({
      kind: 'estimated',
      estimate: dollars(8n),
      values: { gpus: 4, nodes: 2, disk: 100 },
    });
  });

  test('is not guessed from a field that is empty or can’t be read', () => {
    expect(cost({})).toEqual({ kind: 'needs', names: ['gpus'] });
    expect(cost({ gpus: 'four', nodes: '1.5' })).toEqual({
      kind: 'needs',
      names: ['gpus', 'nodes'],
    });
  });

  test('of a re-run begins with what was launched', () => {
    expect(cost({}, { gpus: 1, nodes: 3 })).toMatchObject({ estimate: dollars(3n) });
    expect(cost({ nodes: '5' }, { gpus: 1, nodes: 3 })).toMatchObject({ estimate: dollars(5n) });
  });
});
