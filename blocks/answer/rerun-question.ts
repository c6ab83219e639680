// The question before a re-run of a job that was named only by a prefix.

import type { Button } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import { ownerParts } from './cancel-question.ts';
import type { RenderContext } from '../kit/context.ts';
import { hourlyParts } from '../job/cost.ts';
import { clip } from '../kit/foreign.ts';
import { emojiOf, headline } from '../job/headline.ts';
import { foreseenLine } from '../launch/foreseen.ts';
import { nameParts } from '../job/job-line.ts';
import { limits } from '../kit/limits.ts';
import { message, type Message } from '../kit/message.ts';
import { channel, quote, say, sign } from '../kit/rich.ts';

type Question = AnswerOf<'rerun-asks'>;

/**
 * Asks whether to run a job again. Says what it is, whose, its state, where the new one would run,
 * its cost per hour, and what would become of it now.
 */
export function renderRerunQuestion(question: Question, context: RenderContext): Message {
  const { handle, card, target, estimate, foreseen } = question;
  const button = (actionId: string, text: string, label: string): Button => ({
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text },
    accessibility_label: clip(label, limits.accessibilityLabel),
    value: writeActionValue({ handle, token: context.token }),
  });
  return message(
    [
      [say('Re-run '), ...nameParts(card), say('?')],
      [sign(`${emojiOf(card)} `), ...headline(card, context.now), ...ownerParts(card)],
      [
        say('It would run in '),
        quote(formatTarget(target)),
        ...(question.channel === undefined
          ? []
          : [say(' · this one is posted in '), channel(question.channel)]),
        ...(estimate === undefined ? [] : [say(' · '), ...hourlyParts(estimate)]),
      ],
      ...(foreseen === undefined ? [] : [foreseenLine(foreseen)]),
    ],
    {
      type: 'actions',
      elements: [
        button(actionId('confirm-rerun'), 'Re-run', `Re-run job ${card.launch.handle}`),
        button(actionId('not-this'), 'Not this one', `Don’t run job ${card.launch.handle} again`),
      ],
    },
  );
}
