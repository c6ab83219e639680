import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { ownerOf, wasOnlyAsked } from '../../app/domain/launch/launch.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { hourlyParts } from '../job/cost.ts';
import { foreseenLine } from '../launch/foreseen.ts';
import { predicate } from '../job/headline.ts';
import { nameParts } from '../job/job-line.ts';
import { message, type Message } from '../kit/message.ts';
import { say, user } from '../kit/rich.ts';

/** The same launch is live. A second one costs as much again, so it takes a click. */
export function renderDuplicateQuestion(
  { handle, duplicate, foreseen }: AnswerOf<'launch-needs-confirmation'>,
  { now, token }: RenderContext,
): Message {
  const owner = ownerOf(duplicate.launch);
  return message(
    [
      [
        ...(owner === undefined
          ? [say('The same was launched elsewhere')]
          : [
              user(owner),
              say(wasOnlyAsked(duplicate.launch) ? ' asked for the same' : ' started the same'),
            ]),
        say(` ${formatDuration(now - duplicate.launch.requestedAt)} ago: `),
        ...nameParts(duplicate),
        say(', which '),
        ...predicate(duplicate, now),
        say('. Nothing was launched.'),
        ...(duplicate.launch.estimate === undefined
          ? []
          : [say(' A second one: '), ...hourlyParts(duplicate.launch.estimate), say('.')]),
      ],
      ...(foreseen === undefined ? [] : [foreseenLine(foreseen)]),
    ],
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: actionId('launch-anyway'),
          text: { type: 'plain_text', text: 'Launch anyway' },
          value: writeActionValue({ handle, token }),
        },
      ],
    },
  );
}
