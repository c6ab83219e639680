// Answers about locks.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { writeScope, type Lock } from '../../app/domain/lock/lock.ts';
import type { RenderContext } from '../kit/context.ts';
import { afterUnlock, lockedBy, lockedParts, sayScope } from '../kit/lock.ts';
import { bold, channel, quoteCode, say, sentenceLine, time, type Line } from '../kit/rich.ts';

/** More would not fit on a screen. */
const most = 20;

/** The locks in force, a line each, and how to take one off. */
export function locksLines(
  { locks }: AnswerOf<'locks'>,
  { command, now }: RenderContext,
): readonly Line[] {
  if (locks.length === 0) {
    return [
      [
        say('Nothing is locked. To lock: '),
        quoteCode(`${command} lock all until=18:00 why`),
        say(' stops every launch, '),
        quoteCode(`${command} help lock`),
        say(' says more.'),
      ],
    ];
  }
  const more = locks.length - most;
  return [
    ...locks.slice(0, most).map((lock) => lockLine(lock, now)),
    ...(more > 0 ? [[say(`And ${more} more.`)]] : []),
    [say('To take one off: '), quoteCode(`${command} unlock <number>`)],
  ];
}

function lockLine(lock: Lock, now: number): Line {
  return [
    bold(`🔒 ${lock.number}`),
    say(' · '),
    ...sentenceLine(sayScope(lock.scope)),
    say(' · '),
    ...lockedBy(lock),
    say(' (since '),
    time(lock.at, now),
    say(', set in '),
    channel(lock.channel),
    say(')'),
  ];
}

/** A lock that was just set. */
export function lockSetLines(
  { lock }: AnswerOf<'lock-set'>,
  { command }: RenderContext,
): readonly Line[] {
  return [
    [bold(`🔒 Lock ${lock.number}: `), ...lockedParts(lock)],
    [
      say('What runs goes on, and so does what was already being sent to Vertex. To take it off: '),
      quoteCode(`${command} unlock ${lock.number}`),
    ],
  ];
}

/** Locks that were just taken off, and what is still locked. */
export function unlockedLines({ locks, left }: AnswerOf<'unlocked'>): readonly Line[] {
  const names = locks.map(({ number, scope }) => `${number} (${writeScope(scope)})`).join(', ');
  return [
    [
      say(locks.length === 1 ? '🔓 Taken off: lock ' : '🔓 Taken off: locks '),
      quoteCode(names, 500),
      say(`. ${afterUnlock}`),
    ],
    ...(left.length === 0
      ? []
      : [[say(`Still in force: ${left.length}. `), quoteCode('lock'), say(' alone lists them.')]]),
  ];
}
