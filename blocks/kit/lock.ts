// A lock in words: what it covers, who set it, until when, and why.

import type { Lock, LockScope } from '../../app/domain/lock/lock.ts';
import { foreign, sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import { bounds } from './limits.ts';
import { moment, quote, say, sentenceLine, user, type Line } from './rich.ts';
import { utc } from './render-rich.ts';

/** What is locked: `launches of llama-*`. */
export function sayScope(scope: LockScope): Sentence {
  switch (scope.kind) {
    case 'all':
      return sentence`all launches`;
    case 'template':
      return sentence`launches of ${foreign(scope.pattern)}`;
    case 'place':
      return sentence`launches in ${foreign(
        scope.project === undefined ? scope.location : `${scope.project}/${scope.location}`,
      )}`;
  }
}

/** `by @ana until today at 18:00: the data moves`, to follow what is locked. */
export function lockedBy({ by, until, reason }: Lock): Line {
  return [
    say('by '),
    user(by),
    ...(until === undefined ? [] : [say(' until '), moment(until)]),
    say(': '),
    quote(reason, bounds.reason),
  ];
}

/** `launches of llama-* are locked by @ana until today at 18:00: the data moves` */
export function lockedParts(lock: Lock): Line {
  return [...sentenceLine(sayScope(lock.scope)), say(' are locked '), ...lockedBy(lock)];
}

/** What keeps somebody from launching. */
export function lockedLine(lock: Lock): Line {
  return [say('🔒 Nothing was launched: '), ...lockedParts(lock)];
}

/** What becomes of what a lock stopped, once it is off. */
export const afterUnlock =
  'Launches that were refused meanwhile have to be launched again; those that still wait for an approval only have to be approved.';

/** What would keep somebody from launching now. */
export function lockNotice(lock: Lock): Line {
  return [say('🔒 Now a launch would be refused: '), ...lockedParts(lock)];
}

/** The same where people can’t be named. */
export function sayLocked({ scope, until, reason, number }: Lock): Sentence {
  const end = until === undefined ? sentence`` : sentence` until ${utc(until)}`;
  return sentence`Nothing was launched: ${sayScope(scope)} are locked${end}: ${foreign(reason)}. \`lock\` alone shows who set lock ${number}.`;
}
