import { expect, test } from 'vitest';
import type { PermittedVerb } from '../../../app/domain/command/verbs.ts';
import { subjectOf } from '../../../app/usecase/permission/permission-request.ts';

test.each<[PermittedVerb, boolean]>([
  ['menu', true],
  ['launch-form', true],
  ['rerun-form', true],
  // What is done at once is done in a channel, and a template is written for all of them.
  ['launch-anyway', false],
  ['drop', false],
  ['template-edit', false],
])('at Home, %s leaves the channel of a launch open: %s', (verb, anywhere) => {
  expect(subjectOf({ verb, subject: '' }, { atHome: true })).toEqual({ anywhere });
  expect(subjectOf({ verb, subject: '' }, {})).toEqual({ anywhere: false });
});
