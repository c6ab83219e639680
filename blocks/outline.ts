// A job in a private channel, for somebody who may know that it is there and stop it, and nothing of what it is.

import type { Answer } from '../app/domain/answer.ts';
import { formatTarget } from '../app/domain/job.ts';
import { costSoFar } from '../app/domain/run-cost.ts';
import { cardButtons } from './card-buttons.ts';
import type { RenderContext } from './context.ts';
import { hourlyParts, soFarWords } from './cost.ts';
import { jobParts } from './job-line.ts';
import { message, type Message } from './message.ts';
import { italic, quote, say } from './rich.ts';

/** Handle, state, owner and cost, with Cancel while it lives. */
export function renderOutline(
  { card }: Extract<Answer, { kind: 'outline' }>,
  context: RenderContext,
): Message {
  const { target, estimate } = card.launch;
  return message(
    [
      jobParts(card, context.now),
      [
        quote(formatTarget(target)),
        ...(estimate === undefined ? [] : [say(' · '), ...hourlyParts(estimate)]),
        say(` · ${soFarWords(costSoFar(card, context.now))}`),
      ],
      [
        italic(
          'It is in a private channel that you are not in: only who is there sees more of it.',
        ),
      ],
    ],
    cardButtons(card, context),
  );
}
