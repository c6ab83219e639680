import { describe, expect, test } from 'vitest';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import { biggerFor } from '../../../app/domain/notification/bigger.ts';
import { fillTemplate } from '../../../app/domain/template/fill/fill-template.ts';
import { parseTemplate } from '../../../app/domain/template/read/parse-template.ts';
import type { Template } from '../../../app/domain/template/template.ts';
import { launchOf } from '../../blocks/samples.ts';

const target = { project: 'ml-prod', location: 'us-central1' };
const exited = {
  code: 3,
  message: 'The replica workerpool0-0 exited with a non-zero status of 137.',
};
const low = (pool: string) => ({ code: 8, message: `Replicas low on memory: ${pool}.` });

type Pool = { readonly machineType: string; readonly [field: string]: unknown };
const poolOf = ({ machineType, ...machine }: Pool, more: object = {}) => ({
  machineSpec: { machineType, ...machine },
  replicaCount: 1,
  containerSpec: { imageUri: 'x/y' },
  ...more,
});

function templateOf(parameters: object, ...pools: readonly object[]): Template {
  const tree = { name: 'x', parameters, displayName: 'x', jobSpec: { workerPoolSpecs: pools } };
  const parsed = parseTemplate(tree, { name: 'x', origin: 'x.yaml', version: 'v1' });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.template;
}

function launched(template: Template, parameters: Readonly<Record<string, string>>): Launch {
  const filled = fillTemplate(template, { parameters }, [target]);
  if (!filled.ok) throw new Error(JSON.stringify(filled.problems));
  return launchOf('x', filled.launch);
}

/** What is advised after a job of the template, launched with this machine, ended so. */
function advised(
  template: Template,
  machine: string,
  error: { code: number; message: string } = exited,
) {
  const bigger = biggerFor([error], launched(template, { machine }), template, [target], undefined);
  return bigger && [bigger.next, bigger.run?.parameter, bigger.run?.value, bigger.run?.machineType];
}

const rung = { target, body: { displayName: 'x', jobSpec: {} } };

const choice = (...choices: readonly string[]) => ({
  machine: { type: 'choice', choices, default: choices[0] },
});
const whole = poolOf({ machineType: '{{machine}}' });

describe('after an end for want of memory', () => {
  test('of a fallback nothing is advised, since the same there is none of the template’s choices', () => {
    const all = templateOf(choice('n1-standard-8', 'n1-standard-16'), whole);
    const launch = launched(all, { machine: 'n1-standard-8' });
    const at = (nth: number): Launch => ({
      ...launch,
      ladder: { rungs: [rung, rung], at: nth, missed: [] },
    });
    const advise = (one: Launch) => biggerFor([exited], one, all, [target], undefined);
    expect(advise(at(0))).toBeDefined();
    expect(advise(at(1))).toBeUndefined();
  });

  test('the next larger machine that the template has among its choices is advised', () => {
    const all = templateOf(choice('n1-standard-32', 'n1-standard-8', 'n1-standard-16'), whole);
    expect(advised(all, 'n1-standard-8')).toEqual([
      ...['n1-standard-16', 'machine', 'n1-standard-16', 'n1-standard-16'],
    ]);
    expect(advised(all, 'n1-standard-8', low('workerpool0'))).toEqual(
      advised(all, 'n1-standard-8'),
    );
    const some = templateOf(choice('n1-standard-8', 'n1-standard-64', 'n1-highmem-16'), whole);
    expect(advised(some, 'n1-standard-8')).toEqual([
      ...['n1-standard-16', 'machine', 'n1-standard-64', 'n1-standard-64'],
    ]);
  });

  test('a choice may be only a part of the machine type', () => {
    const sizes = templateOf(choice('8', '16'), poolOf({ machineType: 'n2-highmem-{{machine}}' }));
    expect(advised(sizes, '8')).toEqual(['n2-highmem-16', 'machine', '16', 'n2-highmem-16']);
  });

  test('nothing is launched that the template does not allow, and the next machine is named', () => {
    const literal = templateOf(choice('a', 'b'), poolOf({ machineType: 'e2-standard-4' }));
    expect(advised(literal, 'a')).toEqual(['e2-standard-8', undefined, undefined, undefined]);
    const smaller = templateOf(choice('n1-standard-8', 'n1-standard-4', 'n2-standard-16'), whole);
    expect(advised(smaller, 'n1-standard-8')).toEqual([
      ...['n1-standard-16', undefined, undefined, undefined],
    ]);
    const free = templateOf({ machine: { type: 'string', default: 'n1-standard-4' } }, whole);
    expect(advised(free, 'n1-standard-4')).toEqual([
      ...['n1-standard-8', undefined, undefined, undefined],
    ]);
    expect(biggerFor([exited], launched(free, {}), undefined, [target], undefined)).toEqual({
      next: 'n1-standard-8',
    });
  });

  test('the largest, a machine that is not known, and any other error have no advice', () => {
    const last = templateOf(choice('n1-standard-96', 'n1-standard-8'), whole);
    expect(advised(last, 'n1-standard-96')).toBeUndefined();
    const odd = templateOf(choice('z9-odd-4', 'z9-odd-8'), whole);
    expect(advised(odd, 'z9-odd-4')).toBeUndefined();
    const small = templateOf(choice('n1-standard-4', 'n1-standard-8'), whole);
    const crashed = { code: 3, message: 'exited with a non-zero status of 1.' };
    expect(advised(small, 'n1-standard-4', crashed)).toBeUndefined();
    expect(
      advised(small, 'n1-standard-4', { code: 8, message: 'Replicas low on disk.' }),
    ).toBeUndefined();
  });
});

describe('the GPUs of a job', () => {
  test('stay what they are where the machine type decides them', () => {
    const gpu = { acceleratorType: 'NVIDIA_L4', acceleratorCount: 1 };
    const g2 = poolOf({ machineType: '{{machine}}', ...gpu });
    const types = ['g2-standard-16', 'g2-standard-24', 'g2-standard-32'];
    expect(advised(templateOf(choice(...types), g2), 'g2-standard-16')).toEqual([
      ...['g2-standard-32', 'machine', 'g2-standard-32', 'g2-standard-32'],
    ]);
    const a2 = poolOf({
      machineType: '{{machine}}',
      ...{ acceleratorType: 'NVIDIA_TESLA_A100', acceleratorCount: 1 },
    });
    const highgpu = templateOf(choice('a2-highgpu-1g', 'a2-highgpu-2g'), a2);
    expect(advised(highgpu, 'a2-highgpu-1g')).toBeUndefined();
  });

  test('fit the larger machine where they are attached', () => {
    const v100 = { acceleratorType: 'NVIDIA_TESLA_V100', acceleratorCount: 1 };
    const types = choice('n1-standard-4', 'n1-standard-8', 'n1-standard-16');
    const template = templateOf(types, poolOf({ machineType: '{{machine}}', ...v100 }));
    expect(advised(template, 'n1-standard-4')).toEqual([
      ...['n1-standard-8', 'machine', 'n1-standard-8', 'n1-standard-8'],
    ]);
    // One V100 takes 12 vCPUs at most.
    expect(advised(template, 'n1-standard-8')).toBeUndefined();
  });

  test('and their number are no part of the change', () => {
    const t4 = { acceleratorType: 'NVIDIA_TESLA_T4' };
    const template = templateOf(
      { machine: { type: 'choice', choices: ['4', '2'], default: '2' } },
      poolOf({ machineType: 'n1-standard-{{machine}}', ...t4, acceleratorCount: '{{machine}}' }),
    );
    expect(advised(template, '2')).toEqual(['n1-standard-4', undefined, undefined, undefined]);
  });
});

describe('of several pools', () => {
  const types = choice('n1-standard-8', 'n1-standard-16');
  const sixteen = ['n1-standard-16', 'machine', 'n1-standard-16', 'n1-standard-16'];
  const fixed = poolOf({ machineType: 'n1-standard-4' });

  test('the one that Google names has to grow', () => {
    const template = templateOf(types, whole, fixed);
    expect(advised(template, 'n1-standard-8', low('workerpool0'))).toEqual(sixteen);
    expect(advised(template, 'n1-standard-8', low('workerpool1'))).toEqual([
      ...['n1-standard-8', undefined, undefined, undefined],
    ]);
  });

  test('all have to, where it is not known which it was', () => {
    expect(advised(templateOf(types, whole, fixed), 'n1-standard-8')).toEqual([
      ...['n1-standard-16', undefined, undefined, undefined],
    ]);
    const both = templateOf(types, whole, whole);
    expect(advised(both, 'n1-standard-8')).toEqual(sixteen);
  });

  test('nothing is guessed where several parameters could decide', () => {
    const two = templateOf(
      {
        head: {
          type: 'choice',
          choices: ['n1-standard-', 'n1-standard-6'],
          default: 'n1-standard-',
        },
        tail: { type: 'choice', choices: ['4', '8'], default: '4' },
      },
      poolOf({ machineType: '{{head}}{{tail}}' }),
    );
    expect(biggerFor([exited], launched(two, {}), two, [target], undefined)).toEqual({
      next: 'n1-standard-8',
      run: undefined,
    });
  });
});
