// The words for whatever keeps a request from being done, each group's from its own table.

import {
  isSaid,
  type AnswerHint,
  type AnswerProblem,
  type RequestProblem,
} from '../../app/domain/command/problem.ts';
import {
  asSentence,
  code,
  listed,
  sentence,
  type Said,
  type Sentence,
} from '../../app/domain/text/sentence.ts';
import { jobProblems } from '../job/problem.ts';
import { templateProblems } from '../template/problem.ts';
import { watchProblems } from './watch-problem.ts';

type ByKind = { readonly [Problem in RequestProblem as Problem['kind']]: Problem };
type OfKind<Kind extends RequestProblem['kind']> = {
  [One in Kind]: { readonly kind: One } & ByKind[One];
}[Kind];

const words: { readonly [Kind in keyof ByKind]: (problem: ByKind[Kind]) => Sentence } = {
  ...jobProblems,
  ...templateProblems,
  ...watchProblems,
};

/** A problem as a sentence. */
export function sayProblem(problem: AnswerProblem): Sentence {
  return isSaid(problem) ? asSentence(problem) : sayOf(problem);
}

function sayOf<Kind extends RequestProblem['kind']>(problem: OfKind<Kind>): Sentence {
  return words[problem.kind](problem);
}

/** What to do about it, as a sentence. */
export function sayHint(hint: AnswerHint | Said): Sentence {
  if (isSaid(hint)) return asSentence(hint);
  switch (hint.kind) {
    case 'ways-to-name-a-job':
      return sentence`Use the short handle on its card, its numeric id, its resource name or console URL, or the beginning of its name. \`list all\` shows what is running.`;
    case 'list-of-watches':
      return sentence`\`watch\` alone lists what is.`;
    case 'templates-there-are':
      return hint.names.length === 0
        ? sentence`There are no templates yet: write one by \`template save <name>\`, or put YAML files into TEMPLATES_DIR.`
        : sentence`Templates: ${listed(hint.names.map(code))}.`;
    case 'make-template':
      return sentence`\`template save ${hint.name}\` makes one.`;
  }
}
