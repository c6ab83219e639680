// What was not done, and why, with a way into the form if there is one.

import type { ActionsBlock } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { actionId } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { writeFixValue } from '../kit/value/fix-value.ts';
import { sayProblem } from './problem/problem.ts';
import { message, type Message } from '../kit/message.ts';
import { say, sentenceLine, type Line } from '../kit/rich.ts';

export function renderProblem(answer: AnswerOf<'problem'>, context: RenderContext): Message {
  return message(problemLines(answer), formButton(answer, context));
}

/** A button for the form, filled with what was valid, or empty. */
function formButton(
  { fix, form }: AnswerOf<'problem'>,
  { token }: RenderContext,
): ActionsBlock | undefined {
  const button = (action_id: string, text: string, value: string): ActionsBlock => ({
    type: 'actions',
    elements: [{ type: 'button', action_id, text: { type: 'plain_text', text }, value }],
  });
  const filled = fix && writeFixValue(fix, token);
  if (filled !== undefined) return button(actionId('fix-launch'), 'Fix in the form', filled);
  if (form === undefined) return undefined;
  return button(actionId('open-form'), 'Open the form', token);
}

function problemLines({ problems, hint }: AnswerOf<'problem'>): readonly Line[] {
  const sentences = problems.map((problem): Line => sentenceLine(sayProblem(problem)));
  const list =
    problems.length === 1 ? sentences : sentences.map((line): Line => [say('• '), ...line]);
  return hint === undefined ? list : [...list, sentenceLine(sayProblem(hint))];
}
