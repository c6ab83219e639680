// Replies in a thread, in the past tense: a line per change. Changes that waited together share a
// reply.

import { noAdvice, type Advice } from '../../app/domain/notification/advice.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { endOf } from '../../app/domain/notification/end.ts';
import { groupFlaps } from '../../app/domain/notification/flaps.ts';
import { foldReasons, type Update } from '../../app/domain/notification/update.ts';
import { callNobody, callOnce } from '../kit/call-once.ts';
import type { RenderContext } from '../kit/context.ts';
import { logsButton } from '../job/card-buttons.ts';
import { flapsLine } from './flaps.ts';
import { warningButtons } from './guard-reply.ts';
import { glimpseOf } from './glimpse.ts';
import { questionButtons } from './launch-reply.ts';
import { biggerButtons } from './bigger.ts';
import { elsewhereButtons } from './elsewhere.ts';
import { message, type Message } from '../kit/message.ts';
import { repetition } from '../kit/repetition.ts';
import { updateLines } from './update-lines.ts';

type ReplyValue = {
  readonly updates: readonly Update[];
  readonly card: CardView;
  readonly possiblyRepeated: boolean;
  /** A digest reports the end and mentions people. */
  readonly named?: boolean | undefined;
  /** Advice on a failure in the reply. */
  readonly advice?: Advice | undefined;
};

/**
 * One reply for one or more updates, oldest first. A late reason is merged into its failure, and
 * nobody is mentioned twice.
 */
export function renderReply(reply: ReplyValue, context: RenderContext): Message {
  const { advice = noAdvice } = reply;
  const updates = foldReasons(reply.updates);
  const lines = [
    ...callOnce(
      groupFlaps(updates, (update) => update).flatMap((group) => {
        const [update] = group;
        if (update === undefined) return [];
        if (group.length > 1) return [flapsLine(changesOf(group), context.now)];
        const lines = updateLines(update, reply.card, advice, context);
        return reply.named === true && endOf(update) !== undefined ? callNobody(lines) : lines;
      }),
    ),
  ];
  if (reply.possiblyRepeated) lines.push(repetition);
  const asks = updates.find((update) => update.kind === 'launch-unknown');
  const failed = updates.some((update) => update.kind === 'job' && update.change.to === 'FAILED');
  const heard = [glimpseOf(updates, reply.card), ...lines];
  if (asks !== undefined) return message(lines, questionButtons(reply.card, asks.token), { heard });
  const warning = updates.find((update) => update.kind === 'guard-warning');
  if (warning !== undefined) {
    return message(lines, warningButtons(reply.card, warning, context, advice), { heard });
  }
  const buttons = [
    ...(failed ? [logsButton(reply.card, context)] : []),
    ...elsewhereButtons(advice.elsewhere, reply.card.launch, context),
    ...biggerButtons(advice, reply.card.launch, context),
  ];
  return message(lines, buttons.length === 0 ? undefined : { type: 'actions', elements: buttons }, {
    heard,
  });
}

const changesOf = (updates: readonly Update[]) =>
  updates.flatMap((update) => (update.kind === 'job' ? [update.change] : []));
