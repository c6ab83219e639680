// What is answered at once to a launch and to a cancel.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { guardActor } from '../../app/domain/guard/guard.ts';
import { typedLimitLines } from '../guard/guard-line.ts';
import { hourlyParts } from '../job/cost.ts';
import { predicate } from '../job/headline.ts';
import { nameParts } from '../job/job-line.ts';
import { channel, quoteBold, quoteCode, say, time, user, type Line } from '../kit/rich.ts';

export function launchStoredLines(answer: AnswerOf<'launch-stored'>): readonly Line[] {
  return [
    [
      say('Launching '),
      quoteBold(answer.displayName),
      say(' as '),
      quoteCode(answer.handle),
      ...(answer.estimate === undefined ? [] : [say(', '), ...hourlyParts(answer.estimate)]),
      ...(answer.elsewhere === undefined
        ? [say('. I’ll post it here.')]
        : [say('. I’ll post it in '), channel(answer.elsewhere), say('.')]),
    ],
    ...typedLimitLines(answer),
  ];
}

export function cancelStoredLine(answer: AnswerOf<'cancel-stored'>): Line {
  return [
    say(answer.withdrawn === true ? 'Withdrawn before anything was sent: ' : 'Cancel requested: '),
    quoteBold(answer.displayName),
    say(' ('),
    quoteCode(answer.handle),
    say(answer.withdrawn === true ? ').' : '). I’ll confirm in its thread.'),
  ];
}

export function alreadyFinishedLine(answer: AnswerOf<'already-finished'>, now: number): Line {
  return [
    say('Nothing to cancel: '),
    ...nameParts(answer.card),
    say(' '),
    ...predicate(answer.card, now),
    say('.'),
  ];
}

export function alreadyCancellingLine(answer: AnswerOf<'already-cancelling'>, now: number): Line {
  return [
    ...(answer.by === guardActor ? [say('The job’s guard')] : [user(answer.by)]),
    say(' asked to cancel '),
    ...nameParts(answer.card),
    say(' at '),
    time(answer.askedAt, now),
    say('. I’ll confirm in its thread.'),
  ];
}
