import { describe, expect, test } from 'vitest';
import { specDifferences, type Compared } from '../../../app/domain/launch/spec-difference.ts';
import { redacted } from '../../../app/domain/secret/redact.ts';

type More = Partial<Compared> & { readonly pool?: Record<string, unknown> };

const pool = {
  replicaCount: '1',
  machineSpec: { machineType: 'g2-standard-8', acceleratorType: 'NVIDIA_L4', acceleratorCount: 1 },
  containerSpec: { imageUri: 'train:v3', args: ['--lr=0.1'], env: [{ name: 'A', value: 'b' }] },
};
const run = ({ pool: changed, ...more }: More = {}): Compared => ({
  template: { name: 'resnet', version: 'v7' },
  target: { project: 'ml-prod', location: 'us-central1' },
  parameters: { lr: 0.1, data: 'gs://a' },
  body: {
    displayName: 'resnet lr=0.1',
    labels: { team: 'vision', 'launch-id': 'l1', 'launched-by': 'u0ana' },
    jobSpec: { workerPoolSpecs: [{ ...pool, ...changed }] },
  },
  ...more,
});
const other = { template: { name: 'resnet', version: 'v8' } };
const kinds = (before: Compared, after: Compared) =>
  specDifferences(before, after).map(({ kind }) => kind);

describe('the last run and what is asked', () => {
  test('the same again differs in nothing, whatever its name and the bot’s labels are', () => {
    const again = run();
    const labels = { team: 'vision', 'launch-id': 'l2', 'launched-by': 'u0bo' };
    const body = { ...again.body, displayName: 'another name', labels };
    expect(specDifferences(run(), { ...again, body })).toEqual([]);
    expect(specDifferences(run(other), { ...again, ...other, body })).toEqual([]);
  });

  test('parameters are compared as they would be typed, also those that only one has', () => {
    const after = run({ parameters: { lr: '0.1', data: 'gs://b', steps: [1, 2] } });
    expect(specDifferences(run(), after)).toEqual([
      { kind: 'parameter', name: 'data', was: 'gs://a', is: 'gs://b' },
      { kind: 'parameter', name: 'steps', was: undefined, is: '1,2' },
    ]);
  });

  test('a secret is said to differ, and hidden', () => {
    const [before, after] = [
      'hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      'hf_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
    ];
    const differences = specDifferences(
      run({ parameters: { key: before, note: `with ${before}` } }),
      run({ parameters: { key: after, note: `with ${after}` } }),
    );
    expect(differences[0]).toEqual({ kind: 'parameter', name: 'key', was: redacted, is: redacted });
    expect(JSON.stringify(differences)).not.toMatch(/hf_[ab]/);
  });

  test('version, target, machines, image and time limit each are a difference', () => {
    expect(kinds(run(), run(other))).toEqual(['version']);
    const target = { project: 'ml-prod', location: 'europe-west4' };
    expect(specDifferences(run(), run({ target }))).toEqual([
      { kind: 'target', was: run().target, is: target },
    ]);
    expect(kinds(run(), run({ pool: { replicaCount: '4' } }))).toEqual(['machines']);
    expect(kinds(run(), run({ pool: { diskSpec: { bootDiskSizeGb: 500 } } }))).toEqual([
      'machines',
    ]);
    const containerSpec = { ...pool.containerSpec, imageUri: 'train:v4' };
    expect(specDifferences(run(), run({ pool: { containerSpec } }))).toEqual([
      { kind: 'image', was: ['train:v3'], is: ['train:v4'] },
    ]);
    expect(specDifferences(run(), run({ maxTimeMs: 3_600_000 }))).toEqual([
      { kind: 'time-limit', was: undefined, is: 3_600_000 },
    ]);
  });

  test('the spec’s own time limit counts, however it got there', () => {
    const limited = (timeout: string) => {
      const one = run();
      return {
        ...one,
        body: { ...one.body, jobSpec: { ...one.body.jobSpec, scheduling: { timeout } } },
      };
    };
    expect(specDifferences(limited('3600s'), { ...limited('7200s'), ...other })).toEqual([
      { kind: 'version', was: 'v7', is: 'v8' },
      { kind: 'time-limit', was: 3_600_000, is: 7_200_000 },
    ]);
  });

  test('what else another version changes is named by its place, without a value', () => {
    const containerSpec = {
      ...pool.containerSpec,
      args: ['--lr=0.2', '--upload=gs://elsewhere'],
      env: [{ name: 'A', value: 'c' }],
    };
    const after = run({ ...other, pool: { containerSpec } });
    const body = { ...after.body, jobSpec: { ...after.body.jobSpec, serviceAccount: 'root@x' } };
    expect(specDifferences(run(), { ...after, body }).at(-1)).toEqual({
      kind: 'fields',
      paths: [
        'jobSpec.workerPoolSpecs[0].containerSpec.args',
        'jobSpec.workerPoolSpecs[0].containerSpec.env',
        'jobSpec.serviceAccount',
      ],
      more: 0,
    });
    expect(kinds(run(), run({ pool: { containerSpec } }))).toEqual([]);
  });

  test('a long list is cut, and counted', () => {
    const many = (value: number) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`p${at}`, value]));
    const spec = (value: number): Compared['body'] => ({
      displayName: 'x',
      jobSpec: { network: `n${value}`, ...many(value) },
    });
    const differences = specDifferences(
      run({ parameters: many(1), body: spec(1) }),
      run({ ...other, parameters: many(2), body: spec(2) }),
    );
    expect(differences.filter(({ kind }) => kind === 'parameter')).toHaveLength(12);
    expect(differences).toContainEqual({ kind: 'more-parameters', count: 28 });
    const last = differences.at(-1);
    expect(last?.kind === 'fields' && [last.paths.length, last.more]).toEqual([8, 33]);
  });
});
