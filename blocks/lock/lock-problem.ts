import type { LockProblem } from '../../app/domain/lock/lock-problem.ts';
import type { LockScope } from '../../app/domain/lock/lock.ts';
import {
  code,
  foreign,
  sentence,
  together,
  type Sentence,
} from '../../app/domain/text/sentence.ts';
import { didYouMean } from '../kit/phrases.ts';
import type { WordsByKind } from '../kit/words-by-kind.ts';

function nothingFits(scope: LockScope): Sentence {
  switch (scope.kind) {
    case 'all':
      return sentence`Nothing can be launched`;
    case 'template':
      return sentence`No template is called ${foreign(scope.pattern)}`;
    case 'place':
      return sentence`Nothing is launched in ${foreign(
        scope.project === undefined ? scope.location : `${scope.project}/${scope.location}`,
      )}`;
  }
}

/** Why a lock can’t be set or taken off. */
export const lockProblems: WordsByKind<LockProblem> = {
  'lock-covers-nothing': ({ scope, near }) =>
    together(
      sentence`${nothingFits(scope)}, so nothing was locked.`,
      didYouMean(near, sentence`${code('all')} locks everything.`),
    ),
  'lock-zone-not-told': () =>
    sentence`Slack does not tell me your time zone, so I don’t know when that is: write \`until=2h\`, say. Nothing was locked.`,
  'no-such-lock': ({ typed }) =>
    sentence`There is no lock ${typed} in force: \`lock\` alone lists them.`,
};
