// The words for problems with a request; each group has its own table.

import {
  isSaid,
  type AnswerHint,
  type AnswerProblem,
  type RequestProblem,
} from '../../../app/domain/answer/problem.ts';
import {
  asSentence,
  plainSentence,
  allTogether,
  type Sentence,
} from '../../../app/domain/text/sentence.ts';
import { bulkProblems } from '../../bulk/bulk-problem.ts';
import { jobProblems } from '../../job/problem.ts';
import { fillProblems } from '../../launch/fill-problem.ts';
import { launchProblems } from '../../launch/problem.ts';
import { fileProblems } from '../../template/file-problem.ts';
import { templateProblems } from '../../template/problem.ts';
import type { OfKind, WordsByKind } from '../../kit/words-by-kind.ts';
import { accessProblems } from './access-problem.ts';
import { commandProblems } from './command-problem.ts';
import { channelProblems } from './channel-problem.ts';
import { hints } from './hint.ts';
import { lockProblems } from '../../lock/lock-problem.ts';
import { logProblems } from './log-problem.ts';
import { intakeProblems } from './intake-problem.ts';
import { refusals } from './refusal.ts';
import { watchProblems } from './watch-problem.ts';

type Typed = RequestProblem | AnswerHint;

const words: WordsByKind<Typed> = {
  ...accessProblems,
  ...bulkProblems,
  ...channelProblems,
  ...commandProblems,
  ...fileProblems,
  ...fillProblems,
  ...jobProblems,
  ...launchProblems,
  ...lockProblems,
  ...logProblems,
  ...intakeProblems,
  ...refusals,
  ...templateProblems,
  ...watchProblems,
  ...hints,
  several: ({ problems }) => allTogether(problems.map(sayProblem)),
};

/** A problem or a remedy as a sentence. */
export function sayProblem(problem: AnswerProblem | AnswerHint): Sentence {
  return isSaid(problem) ? asSentence(problem) : sayTyped(problem);
}

/** The same as plain text. */
export function plainProblem(problem: AnswerProblem | AnswerHint): string {
  return plainSentence(isSaid(problem) ? problem : sayTyped(problem));
}

function sayTyped<Kind extends Typed['kind']>(one: OfKind<Typed, Kind>): Sentence {
  return words[one.kind](one);
}
