import { expect } from 'vitest';
import { sayProblem } from '../../../blocks/answer/problem/problem.ts';
import type { AnswerHint, AnswerProblem } from '../../../app/domain/answer/problem.ts';
import type { Said } from '../../../app/domain/text/sentence.ts';

/** A sentence as tests compare it: code in backticks, what is foreign in quotes. */
export function written(problem: AnswerProblem): string {
  return write(sayProblem(problem), JSON.stringify);
}

/** Matches a problem or a sentence that says this, where what is foreign may stand as code: that is how it is shown. */
export function saying(part: string | RegExp): unknown {
  return expect.toSatisfy(
    (problem: AnswerProblem | AnswerHint) => {
      const text = write(sayProblem(problem), (foreign) => `\`${foreign}\``);
      return typeof part === 'string' ? text.includes(part) : part.test(text);
    },
    `says ${String(part)}`,
  );
}

/** Matches an answer with one problem, which says this. */
export function problemSaying(part: string | RegExp) {
  return { kind: 'problem', problems: [saying(part)] };
}

function write(said: Said, foreign: (text: string) => string): string {
  if (typeof said === 'string') return said;
  return said
    .map(({ kind, text }) => {
      if (kind === 'prose') return text;
      return kind === 'code' ? `\`${text}\`` : foreign(text);
    })
    .join('');
}
