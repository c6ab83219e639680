// The question before a cancel that needs confirmation.

import type { ActionsBlock, Button } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { ownerOf, wasOnlyAsked } from '../../app/domain/launch/launch.ts';
import { costSoFar } from '../../app/domain/launch/run-cost.ts';
import { actionId, reasonBlock, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { soFarWords } from '../job/cost.ts';
import { clip } from '../kit/foreign.ts';
import { emojiOf, headline, predicate } from '../job/headline.ts';
import { nameParts } from '../job/job-line.ts';
import { bounds, limits } from '../kit/limits.ts';
import { message, type Message } from '../kit/message.ts';
import { channel, quote, say, sign, user, type Line } from '../kit/rich.ts';

type Question = AnswerOf<'cancel-asks'>;
type LetRun = AnswerOf<'let-run'>;

/**
 * Asks whether to cancel a job. Says what it is, whose, its state, where it runs, its cost and the
 * reason.
 */
export function renderCancelQuestion(question: Question, context: RenderContext): Message {
  const { card, reason } = question;
  const { launch } = card;
  return message(
    [
      [say(launch.state === 'waiting' ? 'Withdraw ' : 'Cancel '), ...nameParts(card), say('?')],
      [sign(`${emojiOf(card)} `), ...headline(card, context.now), ...ownerParts(card)],
      [
        quote(formatTarget(launch.target)),
        ...(question.channel === undefined
          ? [say(' · in a private channel')]
          : [say(' · posted in '), channel(question.channel)]),
        say(` · ${soFarWords(costSoFar(card, context.now))}`),
      ],
      ...(reason === undefined ? [] : [[say('Reason: '), quote(reason, bounds.reason)]]),
    ],
    buttons(question, context),
  );
}

/** Says that nothing was cancelled. */
export function letRunLine({ card }: LetRun, now: number): Line {
  return [
    say('Nothing was cancelled: '),
    ...nameParts(card),
    say(' '),
    ...predicate(card, now),
    say('.'),
  ];
}

/** The owner of a job, in a line. */
export function ownerParts({ launch }: CardView): Line {
  const owner = ownerOf(launch);
  return owner === undefined
    ? [say(' · launched elsewhere')]
    : [say(wasOnlyAsked(launch) ? ' · asked for by ' : ' · launched by '), user(owner)];
}

function buttons({ card, reason }: Question, { token }: RenderContext): ActionsBlock {
  const { handle, state } = card.launch;
  // Nothing runs of what waits for an approval.
  const [stop, leave, kept] =
    state === 'waiting'
      ? (['Withdraw it', 'Let it wait', `Let launch ${handle} wait`] as const)
      : (['Cancel the job', 'Let it run', `Let job ${handle} run`] as const);
  const button = (actionId: string, text: string, label: string): Button => ({
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text },
    accessibility_label: clip(label, limits.accessibilityLabel),
    value: writeActionValue({ handle, token }),
  });
  return {
    type: 'actions',
    ...(reason === undefined ? {} : { block_id: reasonBlock(reason) }),
    elements: [
      {
        ...button(actionId('confirm-cancel'), stop, `Cancel job ${handle}`),
        style: 'danger',
      },
      button(actionId('let-run'), leave, kept),
    ],
  };
}
