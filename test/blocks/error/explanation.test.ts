import { describe, expect, test } from 'vitest';
import { explainError } from '../../../app/domain/error/explain.ts';
import type { Explanation, FoundError } from '../../../app/domain/error/explanation.ts';
import type { Sentence } from '../../../app/domain/text/sentence.ts';
import { remedyOf, whatHappened } from '../../../blocks/error/explanation.ts';
import { createErrors, jobErrors } from '../../gallery/exhibits/errors.ts';
import { explanationsOf } from '../explanation-samples.ts';

/** A sentence as people write it: code between backticks. */
const written = (said: Sentence): string =>
  said.map(({ kind, text }) => (kind === 'prose' ? text : `\`${text}\``)).join('');

const hintOf = (explanation: Explanation): string => written(remedyOf(explanation, true));
const othersHintOf = (explanation: Explanation): string => written(remedyOf(explanation, false));

const everyOne: readonly Explanation[] = [
  ...explanationsOf('train'),
  ...[
    ...jobErrors.map(([, { message }]) => message),
    ...createErrors.map(([, text]) => text),
  ].flatMap((message) => explainError({ code: 2, message }) ?? []),
];

test('who can’t change the template is told of none of its fields', () => {
  for (const one of everyOne)
    expect(othersHintOf(one)).not.toMatch(
      /`(?:[a-z]+[A-Z]\w*|(?:scheduling|diskSpec|machineSpec)\.\w+)`/,
    );
});

test('no hint names another place: whether there is one is its template’s to say', () => {
  for (const one of everyOne)
    expect(`${hintOf(one)} ${othersHintOf(one)}`).not.toMatch(
      /(?:another|other) (?:region|place|project)|in=/,
    );
});

test('Google’s words stand as code in a remedy', () => {
  const foreign = 'a `b` *c* <!channel>';
  const own = (said: Sentence): string =>
    said.map(({ kind, text }) => (kind === 'prose' ? text : '')).join('');
  for (const one of explanationsOf(foreign)) {
    expect(own(remedyOf(one, true))).not.toContain('channel');
    expect(own(remedyOf(one, false))).not.toContain('channel');
  }
});

describe('of several found errors', () => {
  const found = (causes: readonly FoundError['cause'][], more = 0): Explanation => {
    const [first, ...rest] = causes.map((cause, nth) => ({ field: `spec.f${nth}`, cause }));
    return {
      kind: 'found-errors',
      errors: [first ?? { field: '', cause: undefined }, ...rest],
      more,
    };
  };
  const none = { kind: 'no-accelerators' } as const;
  const misfit = { kind: 'accelerator-misfit', accelerator: 'K80', machineType: 'n1' } as const;
  const missing = { kind: 'value-missing' } as const;

  test('the first says what happened, and each what to write there', () => {
    const several = found([missing, missing, undefined], 2);
    expect(whatHappened(several)).toBe('a required value is missing, and 4 more');
    expect(hintOf(several)).toBe(
      'In `spec.f0`: Give it a value. In `spec.f1`: Give it a value. In `spec.f2`: Change it as Google’s words below say. 2 more are listed below.',
    );
  });

  test('others hear each remedy once, and the rest is the template’s', () => {
    const byProject =
      'Ask whoever runs the project to check its billing account (a free trial has no GPUs) and its GPU quotas.';
    expect(othersHintOf(found([none, none]))).toBe(byProject);
    expect(othersHintOf(found([none, misfit, none]))).toBe(
      `${byProject} The rest is set in its template: ask whoever maintains it.`,
    );
    expect(othersHintOf(found([misfit, undefined]))).toBe(
      'That is set in its template: ask whoever maintains it.',
    );
  });

  test('what nobody has to change the spec for is one remedy for all', () => {
    const internal = found([{ kind: 'internal' }]);
    expect(othersHintOf(internal)).toBe(hintOf(internal));
  });
});
