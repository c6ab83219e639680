import { expect, test } from 'vitest';
import {
  missingTemplates,
  sayMissing,
} from '../../../../app/domain/permission/read/missing-templates.ts';
import { parsePolicy } from '../../../../app/domain/permission/read/parse-policy.ts';

const there = ['llama-tune', 'serve-eu', 'Bert'];

function missing(tree: unknown) {
  const policy = parsePolicy(tree);
  if (!policy.ok) throw new Error(policy.problems.join());
  return missingTemplates(policy.rules, there);
}

test('names of templates that there are, in any case, are not missing', () => {
  const channels = { C0PROD: { templates: ['serve-*', 'bert'] }, default: { templates: '*' } };
  expect(missing({ templates: { 'LLAMA-tune': {}, 'x-*': {} }, channels })).toEqual([]);
  expect(missing({})).toEqual([]);
});

test('a name that there is not is missing, with the one that may be meant', () => {
  expect(missing({ templates: { 'llama-tunee': {} } })).toEqual([
    {
      path: ['templates', 'llama-tunee'],
      pattern: 'llama-tunee',
      channel: undefined,
      near: 'llama-tune',
    },
  ]);
});

test('what a channel lists must fit one, a pattern too', () => {
  const channels = { C0PROD: { templates: ['srv-*'] }, default: { templates: ['gone'] } };
  expect(missing({ channels })).toEqual([
    {
      path: ['channels', 'default', 'templates', 0],
      pattern: 'gone',
      channel: undefined,
      near: undefined,
    },
    {
      path: ['channels', 'C0PROD', 'templates', 0],
      pattern: 'srv-*',
      channel: 'C0PROD',
      near: undefined,
    },
  ]);
});

test('of crowds of patterns, each name that there is not is found', () => {
  const names = Array.from({ length: 5_000 }, (_, n) => `train-${n}`);
  const templates = Array.from({ length: 20_000 }, (_, n) => [`x${n}*`, `trian-${n}`]).flat();
  const policy = parsePolicy({ channels: { C0PROD: { templates } } });
  if (!policy.ok) throw new Error(policy.problems.join());
  const found = missingTemplates(policy.rules, names);
  expect(found.filter(({ pattern }) => pattern.startsWith('trian-'))).toHaveLength(20_000);
  expect(found[1]).toMatchObject({ pattern: 'trian-0', near: 'train-0' });
});

test('each is a sentence with its path, and with the template that may be meant', () => {
  const channels = { C0PROD: { templates: ['serve-*', 'brt'] }, default: { templates: ['x-*'] } };
  expect(missing({ templates: { 'llama-x': {}, 'a b': {} }, channels }).map(sayMissing)).toEqual([
    '`templates.llama-x` fits no template.',
    '`templates["a b"]` fits no template.',
    '`channels.default.templates[0]` ("x-*") fits no template.',
    '`channels.C0PROD.templates[1]` ("brt") fits no template. Did you mean `Bert`?',
  ]);
});
