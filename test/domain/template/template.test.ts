import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkWholeSpec } from '../spec/check-whole-spec.ts';
import { parseTemplate } from '../../../app/domain/template/read/parse-template.ts';
import { fillTemplate } from '../../../app/domain/template/fill/fill-template.ts';
import type { Template } from '../../../app/domain/template/template.ts';
import type { LaunchInput } from '../../../app/domain/template/fill/read-values.ts';
import { anyText } from '../text/any-text.ts';
import { written } from '../text/written.ts';

const prod = { project: 'ml-prod', location: 'us-central1' };
const dev = { project: 'ml-dev', location: 'europe-west4' };

const file = {
  name: 'train',
  parameters: {
    lr: { type: 'number', default: 0.1, min: 0, max: 10 },
    epochs: { type: 'integer', default: 90, min: 1 },
    data: { type: 'string', required: true },
    gpu: { type: 'choice', choices: ['NVIDIA_L4', 'NVIDIA_TESLA_T4'], default: 'NVIDIA_L4' },
    workers: { type: 'integer', default: 2 },
    budget: { type: 'duration', default: '2h' },
    web: { type: 'boolean', default: false },
    flags: { type: 'list', default: [] },
    team: { type: 'string', default: 'vision' },
  },
  displayName: 'train lr={{lr}}',
  labels: { team: '{{team}}' },
  jobSpec: {
    scheduling: { timeout: '{{budget}}' },
    enableWebAccess: '{{web}}',
    workerPoolSpecs: [
      {
        machineSpec: {
          machineType: 'g2-standard-8',
          acceleratorType: '{{gpu}}',
          acceleratorCount: 1,
        },
        containerSpec: {
          imageUri: 'i',
          command: ['run', '\\{{x}}'],
          args: ['--data', '{{data}}', '--epochs={{epochs}}', '{{flags}}', '{{lr}}'],
          env: [{ name: 'BUDGET', value: '{{budget}}' }],
        },
      },
      {
        machineSpec: { machineType: 'n1-standard-4' },
        replicaCount: '{{workers}}',
        containerSpec: { imageUri: 'w' },
      },
    ],
  },
};

function template(more: object = {}): Template {
  const parsed = parseTemplate({ ...file, ...more }, { name: 'f', origin: 'f.yaml', version: '1' });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.template;
}

const launch = (input: Partial<LaunchInput> = {}, of = template(), configured = [prod]) =>
  fillTemplate(of, { parameters: { data: 'gs://d' }, ...input }, configured);

const problemsOf = (filled: ReturnType<typeof fillTemplate>) => (filled.ok ? [] : filled.problems);

describe('fillTemplate', () => {
  it('makes the body of a create', () => {
    const parameters = {
      data: 'gs://d',
      lr: '1e-4',
      workers: '3',
      budget: '90m',
      web: 'true',
      flags: '--a,--b',
    };
    expect(launch({ parameters })).toEqual({
      ok: true,
      launch: {
        template: { name: 'train', version: '1' },
        target: prod,
        parameters: {
          lr: 0.0001,
          epochs: 90,
          data: 'gs://d',
          gpu: 'NVIDIA_L4',
          workers: 3,
          budget: '1h30m',
          web: true,
          flags: ['--a', '--b'],
          team: 'vision',
        },
        body: {
          displayName: 'train lr=0.0001',
          labels: { team: 'vision' },
          jobSpec: {
            scheduling: { timeout: '5400s' },
            enableWebAccess: true,
            workerPoolSpecs: [
              {
                machineSpec: {
                  machineType: 'g2-standard-8',
                  acceleratorType: 'NVIDIA_L4',
                  acceleratorCount: 1,
                },
                containerSpec: {
                  imageUri: 'i',
                  command: ['run', '{{x}}'],
                  args: ['--data', 'gs://d', '--epochs=90', '--a', '--b', '0.0001'],
                  env: [{ name: 'BUDGET', value: '5400s' }],
                },
              },
              {
                machineSpec: { machineType: 'n1-standard-4' },
                replicaCount: '3',
                containerSpec: { imageUri: 'w' },
              },
            ],
          },
        },
      },
    });
  });

  it('lets max-time take the place of the timeout, shorter or longer', () => {
    const timeoutOf = (maxTimeMs: number, of?: Template) => {
      const filled = launch({ maxTimeMs }, of);
      return filled.ok ? filled.launch.body.jobSpec.scheduling : filled.problems;
    };
    expect(timeoutOf(6 * 3_600_000)).toEqual({ timeout: '21600s' });
    expect(timeoutOf(1_500)).toEqual({ timeout: '2s' });
    const flex = template({ jobSpec: { ...file.jobSpec, scheduling: { strategy: 'FLEX_START' } } });
    expect(timeoutOf(8 * 86_400_000, flex)).toEqual([
      '`jobSpec.scheduling.timeout` must be at most 7 days ("604800s") with FLEX_START.',
    ]);
  });

  it('names what is wrong with the parameters, all at once', () => {
    const names = 'lr epochs data gpu workers budget web flags team'.split(' ');
    expect(
      problemsOf(launch({ parameters: { epoch: '1', xyz: '1', lr: 'fast', gpu: 'NVIDIA_L5' } })),
    ).toEqual([
      { kind: 'no-such-parameter', template: 'train', typed: 'epoch', near: 'epochs', names },
      { kind: 'no-such-parameter', template: 'train', typed: 'xyz', near: undefined, names },
      '`lr` must be a number from 0 to 10.',
      '`gpu` must be one of `NVIDIA_L4` or `NVIDIA_TESLA_T4`. Did you mean `NVIDIA_L4`?',
      { kind: 'parameters-missing', template: 'train', names: ['data'] },
    ]);
    expect(
      problemsOf(
        launch({
          parameters: JSON.parse('{"data": "x", "__proto__": "y"}') as Record<string, string>,
        }),
      ),
    ).toMatchObject([{ kind: 'no-such-parameter', typed: '__proto__' }]);
  });

  it('names the parameter whose value the job can not take', () => {
    expect(problemsOf(launch({ parameters: { data: 'x', team: 'Team A', workers: '0' } }))).toEqual(
      [
        '`labels.team` (from `team`) must be lowercase letters, digits, _ and - only, at most 63.',
        '`jobSpec.workerPoolSpecs[1].replicaCount` (from `workers`) must be a whole number of at least 1.',
      ],
    );
    const long = template({ displayName: '{{data}}' });
    expect(problemsOf(launch({ parameters: { data: 'x'.repeat(200) } }, long))).toEqual([
      '`displayName` (from `data`) must be at most 128 characters long, and is 200.',
    ]);
  });

  it('chooses the target', () => {
    const of = (targets: object) => template(targets);
    const targetOf = (filled: ReturnType<typeof fillTemplate>) =>
      filled.ok ? filled.launch.target : filled.problems;
    const both = [prod, dev];
    expect(targetOf(launch({}, of({}), [dev]))).toEqual(dev);
    expect(targetOf(launch({}, of({ target: 'ml-dev/europe-west4' }), both))).toEqual(dev);
    expect(targetOf(launch({ target: dev }, of({}), both))).toEqual(dev);
    expect(targetOf(launch({}, of({}), both))).toEqual([
      { kind: 'target-not-chosen', template: 'train', targets: both },
    ]);
    expect(targetOf(launch({ target: dev }, of({ target: 'ml-prod/us-central1' }), both))).toEqual([
      { kind: 'target-not-allowed', template: 'train', target: dev, targets: [prod] },
    ]);
    expect(targetOf(launch({ target: dev }, of({}), [prod]))).toEqual([
      { kind: 'targets-not-configured', targets: [dev], configured: [prod] },
    ]);
    expect(targetOf(launch({}, of({}), []))).toEqual([{ kind: 'nothing-configured' }]);
    expect(targetOf(launch({}, of({ target: 'ml-dev/europe-west4' }), [prod]))).toEqual([
      { kind: 'targets-not-configured', targets: [dev], configured: [prod] },
    ]);
  });

  it('launches a bare spec with nothing interpreted', () => {
    const jobSpec = {
      workerPoolSpecs: [
        {
          machineSpec: { machineType: 'n1-standard-4' },
          containerSpec: { imageUri: 'i', args: ['{{x}}', '\\{{'] },
        },
      ],
    };
    const parsed = parseTemplate(jobSpec, { name: 'bare', origin: 'bare.yaml', version: '1' });
    const filled = parsed.ok ? launch({ parameters: {} }, parsed.template) : parsed;
    expect(filled).toMatchObject({ ok: true, launch: { body: { displayName: 'bare', jobSpec } } });
  });

  it('is for any values a checked body or sentences, and touches nothing but their places', () => {
    const of = template();
    const hostile = fc.oneof(
      anyText(),
      fc.string(),
      fc.constantFrom('{{lr}}', '1', '0', '-1', '2h', 'true', 'a,b', '"', '\n', '__proto__'),
    );
    const anything = fc.oneof(hostile, fc.array(hostile, { maxLength: 3 }));
    const fitting = {
      lr: fc.double({ min: 0, max: 10, noNaN: true }).map(String),
      epochs: fc.integer({ min: 1 }).map(String),
      data: anything,
      gpu: fc.constantFrom('NVIDIA_L4', 'NVIDIA_TESLA_T4'),
      budget: fc.constantFrom('90s', '1h30m', '7d'),
      flags: anything,
    };
    const parameters = fc.oneof(
      fc.record(fitting, { requiredKeys: ['data'] }),
      fc.dictionary(
        fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(...Object.keys(file.parameters)) },
          { weight: 1, arbitrary: fc.string() },
        ),
        anything,
        { maxKeys: 4 },
      ),
    );
    let launched = 0;
    const base = launch();
    const mask = (json: unknown) => ({ ...(json as object), displayName: '', labels: '' });
    fc.assert(
      fc.property(parameters, (given) => {
        const filled = fillTemplate(of, { parameters: given }, [prod]);
        if (!filled.ok) {
          expect(filled.problems.map(written)).not.toContain('');
          return;
        }
        launched += 1;
        expect(checkWholeSpec(filled.launch.body.jobSpec)).toEqual({
          ok: true,
          spec: filled.launch.body.jobSpec,
        });
      }),
      { numRuns: 500 },
    );
    // Those that are refused check nothing of a body.
    expect(launched).toBeGreaterThan(100);
    fc.assert(
      fc.property(
        fc.string().filter((text) => text.isWellFormed()),
        (data) => {
          const filled = launch({ parameters: { data } });
          if (!filled.ok || !base.ok) throw new Error('any text is data');
          const restored = JSON.stringify(mask(filled.launch.body)).replace(
            `"--data",${JSON.stringify(data)}`,
            '"--data","gs://d"',
          );
          expect(restored).toBe(JSON.stringify(mask(base.launch.body)));
        },
      ),
      { numRuns: 200 },
    );
  });
});
