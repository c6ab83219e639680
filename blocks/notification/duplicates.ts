// What the threads of two duplicate launches are told when the first one's job turns up after all.

import { calledFor, type CardView } from '../../app/domain/launch/card.ts';
import { mayBothRun, type Duplicate } from '../../app/domain/launch/duplicate.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { stateInside } from '../job/state-words.ts';
import { call, quoteCode, say, type Line, type Part } from '../kit/rich.ts';

type Late = Extract<Update, { kind: 'launch-late' }>;

/** Mentions somebody only if one of the two has to be cancelled. */
export function duplicatesLine(update: Late, card: CardView): Line {
  const other = quoteCode(update.otherHandle);
  const { sides } = update;
  if (sides === undefined) {
    // Stored before updates said which is which.
    return [
      call(calledFor(card)),
      say(' Two jobs came of one launch: this one, and '),
      other,
      say('. Cancel the one you don’t want, if both are running.'),
    ];
  }
  if (sides.other.standing === 'waiting') {
    return [
      say('The job of this launch turned up after all. '),
      other,
      say(', which waits for an approval, can’t be approved in its place any more.'),
    ];
  }
  if (sides.own.standing === 'waiting') {
    return [
      say('The job of '),
      other,
      say(
        ', in whose place this waits to be launched, turned up after all: this can’t be approved any more.',
      ),
    ];
  }
  const lead: Line = sides.original
    ? [
        say('The job of this launch turned up after all. '),
        other,
        say(' was launched in its place'),
      ]
    : [say('The job of '), other, say(', in whose place this was launched, turned up after all')];
  if (!mayBothRun(sides.own, sides.other)) {
    return [...lead, ...endedParts(sides.own, sides.other, other)];
  }
  const certain = sides.own.standing === 'live' && sides.other.standing === 'live';
  return [
    call(calledFor(card)),
    say(' '),
    ...lead,
    say(` and ${certain ? 'is' : 'may be'} under way as well: cancel the one you don’t want.`),
  ];
}

function endedParts(own: Duplicate, other: Duplicate, handle: Part): Line {
  if (own.standing === 'live') {
    return [say(' and has ended'), ...stateParts(other), say(': nothing but this one is running.')];
  }
  if (other.standing === 'live') {
    return [
      say('. This one has ended'),
      ...stateParts(own),
      say(': nothing but '),
      handle,
      say(' is running.'),
    ];
  }
  const [ended, its] = own.standing === 'ended' ? [own, 'This one'] : [other, 'That one'];
  const both = own.standing === 'ended' && other.standing === 'ended';
  return both
    ? [say('. Both have ended: nothing is running.')]
    : [say(`. ${its} has ended`), ...stateParts(ended), say(': at most one is running.')];
}

function stateParts({ state }: Duplicate): Line {
  return state === undefined ? [] : [say(' ('), ...stateInside(state), say(')')];
}
