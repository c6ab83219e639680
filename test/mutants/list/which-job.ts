// Which job is meant: what is bought or shown is of no other.

import type { Mutant, NamedTest } from '../mutant.ts';

const which = (name: string): NamedTest => ({
  file: 'test/usecase/launch/request/rerun-which.test.ts',
  name,
});

export const whichJob: readonly Mutant[] = [
  {
    name: 'beginning-is-a-guess',
    why: 'the beginning of a name acts at once on a job that nobody named',
    file: 'app/usecase/job/find-job.ts',
    find: 'guessed: isProse || isGuess(first, reference)',
    replace: 'guessed: isProse',
    test: {
      file: 'test/usecase/cancel/cancel.test.ts',
      name: 'cancelling > by the beginning of a name is asked about, and one press of the answer does it',
    },
  },
  {
    name: 'prose-is-a-guess',
    why: 'a sentence about the last job cancels it at once',
    file: 'app/usecase/job/find-job.ts',
    find: 'guessed: isProse || isGuess(first, reference)',
    replace: 'guessed: isGuess(first, reference)',
    test: {
      file: 'test/usecase/cancel/cancel-which.test.ts',
      name: 'prose after "last" is asked about',
    },
  },
  {
    name: 'names-without-quotes',
    why: 'a name of several words is taken for one word and a mistake',
    file: 'app/usecase/request/run-named.ts',
    find: 'if (named.whole.length > 0) return',
    replace: 'if (named.whole.length > 99) return',
    test: which('known already: true > the longest run of words'),
  },
  {
    name: 'names-that-slack-hides',
    why: 'a shorter name is run again, since Slack had not said yet who sees the longer one',
    file: 'app/usecase/request/run-named.ts',
    find: 'if (named === undefined) return undefined;',
    replace: 'if (named === undefined) return plain;',
    test: which('known already: false > the longest run of words'),
  },
  {
    name: 'rerun-guess-confirmed',
    why: 'the beginning of a name buys machines for a job that nobody meant',
    file: 'app/usecase/launch/request/request-rerun.ts',
    find: 'if (guessed !== true) return undefined;',
    replace: 'if (guessed !== null) return undefined;',
    test: which('a re-run by the beginning of a name > asks first'),
  },
  {
    name: 'rerun-guess-held',
    why: 'a question that Slack brings again is its own yes',
    file: 'app/usecase/launch/request/store-launch.ts',
    find: 'const question = confirm ?? (duplicate && asksOf(duplicate));',
    replace: 'const question = duplicate && asksOf(duplicate);',
    test: which('a re-run by the beginning of a name > asks again when it is brought again'),
  },
  {
    name: 'rerun-foreign-unseen',
    why: 'a job made elsewhere is run again from the little its card shows',
    file: 'app/usecase/launch/request/rerun-external.ts',
    find: 'return told === undefined ? own(viewer, its)',
    replace: 'return told !== null ? own(viewer, its)',
    test: which('a job made elsewhere is run again from its spec, though'),
  },
];
