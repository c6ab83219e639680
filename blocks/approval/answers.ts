// Answers about approvals: that a launch waits for one, and what came of a press.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { RenderContext } from '../kit/context.ts';
import { approverParts } from '../job/approvers.ts';
import { hourlyParts } from '../job/cost.ts';
import { bounds } from '../kit/limits.ts';
import {
  channel,
  moment,
  quote,
  quoteBold,
  quoteCode,
  say,
  time,
  user,
  type Line,
} from '../kit/rich.ts';
import { typedLimitLines } from '../guard/guard-line.ts';

/** What takes an approval, whose, and until when it waits. */
export function waitsLines({
  handle,
  displayName,
  estimate,
  elsewhere,
  approval,
  costUnheld,
  outdone,
}: AnswerOf<'launch-waits'>): readonly Line[] {
  const by = approverParts(approval.called);
  return [
    [
      quoteBold(displayName),
      say(' ('),
      quoteCode(handle),
      ...(estimate === undefined ? [say(')')] : [say(', '), ...hourlyParts(estimate), say(')')]),
      say(' waits for an approval'),
      ...(by.length === 0 ? [] : [say(' by '), ...by]),
      say(', until '),
      moment(approval.expiresAt),
      ...(elsewhere === undefined
        ? [say('. I’ll post it here.')]
        : [say('. I’ll post it in '), channel(elsewhere), say('.')]),
    ],
    ...typedLimitLines({ costUnheld, outdone }),
  ];
}

/** What somebody decided. */
export function votedLine({ verdict, handle, displayName }: AnswerOf<'voted'>): Line {
  return [
    say(verdict === 'approve' ? 'Approved: ' : 'Denied: '),
    quoteBold(displayName),
    say(' ('),
    quoteCode(handle),
    say(verdict === 'approve' ? '). It is launched now.' : '). Nothing was sent.'),
  ];
}

/** Who decided before, and when. */
export function decidedBeforeLine(
  { handle, decision: { verdict, by, at, reason } }: AnswerOf<'decided-before'>,
  { now }: RenderContext,
): Line {
  if (verdict === 'expired') {
    return [quoteCode(handle), say(' was not approved in time, so nothing was sent.')];
  }
  const who: Line = by === undefined ? [say('Somebody')] : [user(by)];
  return [
    ...who,
    say({ approved: ' approved ', denied: ' denied ', withdrawn: ' withdrew ' }[verdict]),
    quoteCode(handle),
    say(' already, at '),
    time(at, now),
    ...(reason === undefined ? [say('.')] : [say(': '), quote(reason, bounds.reason)]),
  ];
}
