import { expect, test } from 'vitest';
import { renderAnswer } from '../../../../blocks/answer/answer.ts';
import { readFixValue, writeFixValue } from '../../../../blocks/kit/value/fix-value.ts';
import { context } from '../../samples.ts';

const draft = {
  template: 'vision/train',
  rerunOf: 'a3f9',
  parameters: { lr: 0.5, loud: true, data: 'gs://x', flags: ['a', 'b'] },
  target: { project: 'ml-prod', location: 'us-central1' },
  maxTimeMs: 60_000,
  maxCostUsd: 0.5,
};

test('a draft comes back as it was written, with its token', () => {
  expect(readFixValue(writeFixValue(draft, 't1') ?? '')).toEqual({ ...draft, token: 't1' });
});

test('a value from before there was a limit of cost is read as it was', () => {
  const before = { template: 'train', parameters: { lr: 0.5 }, maxTimeMs: 60_000, token: 't1' };
  expect(readFixValue(JSON.stringify(before))).toEqual(before);
});

test('what Slack would not take is left out, the longest first', () => {
  const parameters = { short: 'a', long: 'b'.repeat(1_900), longest: 'c'.repeat(3_000) };
  const value = writeFixValue({ ...draft, parameters }, 't1') ?? '';
  expect(value.length).toBeLessThanOrEqual(2_000);
  expect(readFixValue(value)?.parameters).toEqual({ short: 'a' });
  expect(writeFixValue({ ...draft, template: 'x'.repeat(300) }, 't1')).toBeUndefined();
});

test.each(['', 'a3f9:token', '{"template":"x"}', '{"template":"x","parameters":{},"token":""}'])(
  'a value of somebody else’s is none: %j',
  (value) => {
    expect(readFixValue(value)).toBeUndefined();
  },
);

test('without a draft the button opens the form as it is', () => {
  const problems = ['Which template?'];
  const { blocks } = renderAnswer({ kind: 'problem', problems, form: true }, context);
  expect(blocks[1]).toMatchObject({
    elements: [{ action_id: 'open-form', text: { text: 'Open the form' }, value: 'tok1' }],
  });
});

test('stands on the button below what is wrong, and nothing else has one', () => {
  const problems = ['`lr` is at most 10.'];
  const { blocks } = renderAnswer({ kind: 'problem', problems, fix: draft }, context);
  expect(blocks[1]).toMatchObject({
    elements: [{ action_id: 'fix-launch', text: { text: 'Fix in the form' } }],
  });
  expect(renderAnswer({ kind: 'problem', problems }, context).blocks).toHaveLength(1);
});
