// One of every kind of problem and of hint, with hostile text wherever it may stand.

import type { AnswerHint, RequestProblem } from '../../app/domain/command/problem.ts';

type Sample<One extends { readonly kind: string }> = {
  readonly [Kind in One['kind']]: Extract<One, { readonly kind: Kind }>;
};

const targets = [
  { project: 'ml-prod', location: 'us-central1' },
  { project: 'ml-prod', location: 'us-east1' },
];

/** Every kind of problem. */
export function problemsOf(foreign: string): readonly RequestProblem[] {
  const name = foreign;
  const samples: Sample<RequestProblem> = {
    'no-such-job': { kind: 'no-such-job', typed: foreign },
    'all-ended': { kind: 'all-ended', typed: foreign, jobs: 3 },
    'job-elsewhere': { kind: 'job-elsewhere', place: foreign, targets },
    'project-elsewhere': { kind: 'project-elsewhere', project: foreign },
    'job-not-shown': { kind: 'job-not-shown', id: foreign, why: foreign },
    'spec-not-told': { kind: 'spec-not-told', id: foreign },
    'no-template': { kind: 'no-template', name, near: foreign },
    'template-broken': { kind: 'template-broken', name, message: foreign },
    'kept-in-file': { kind: 'kept-in-file', name, file: foreign },
    'kept-in-broken-file': { kind: 'kept-in-broken-file', name, file: foreign },
    'not-kept-in-slack': { kind: 'not-kept-in-slack', name },
    'deleted-already': { kind: 'deleted-already', name },
    'no-version': { kind: 'no-version', name, version: 3 },
    'version-was-delete': { kind: 'version-was-delete', name, version: 3 },
    'version-in-use': { kind: 'version-in-use', name, version: 3 },
    'version-outdated': { kind: 'version-outdated', version: 3, message: foreign },
    'changed-meanwhile': { kind: 'changed-meanwhile', name },
    'no-version-in-slack': { kind: 'no-version-in-slack', name, version: 3 },
    'version-without-text': { kind: 'version-without-text', name, version: 3 },
    'no-older-version': { kind: 'no-older-version', name, version: 3 },
    'nothing-to-watch': { kind: 'nothing-to-watch', displayName: foreign, state: foreign },
    'job-gone-meanwhile': { kind: 'job-gone-meanwhile', id: foreign },
    'not-watched-here': {
      kind: 'not-watched-here',
      criterion: { kind: 'fit', labels: { team: foreign }, name: foreign },
    },
  };
  return Object.values(samples);
}

/** Every kind of hint. */
export function hintsOf(foreign: string): readonly AnswerHint[] {
  const samples: Sample<AnswerHint> = {
    'ways-to-name-a-job': { kind: 'ways-to-name-a-job' },
    'list-of-watches': { kind: 'list-of-watches' },
    'templates-there-are': { kind: 'templates-there-are', names: [foreign] },
    'make-template': { kind: 'make-template', name: foreign },
  };
  return Object.values(samples);
}
