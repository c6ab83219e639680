// The first line of a message's plain text: what a phone shows in a notification. It names the job,
// what happened and why. The message itself has that in its blocks, below the card.

import { percent } from '../kit/percent.ts';
import { actor } from '../kit/actor.ts';
import { decidedParts } from './approval-reply.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { endOf } from '../../app/domain/notification/end.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { mayBothRun } from '../../app/domain/launch/duplicate.ts';
import { groupFlaps } from '../../app/domain/notification/flaps.ts';
import { foldReasons, type Update } from '../../app/domain/notification/update.ts';
import { stateInside } from '../job/state-words.ts';
import { quote, say, user, type Line } from '../kit/rich.ts';
import { blockedBy } from '../policy/blocking.ts';
import { reasonPart, type Parts, changeParts, asked } from './change-glimpse.ts';

/** A phone shows some 150 characters: neither a name nor a reason may displace the other. */
const mostName = 60;

/** `❌ oom (vzh3) failed after 8 s: out of memory`: the most important update of a reply. */
export function glimpseOf(updates: readonly Update[], card: CardView): Line {
  const told = foldReasons(updates);
  const update =
    told.find(({ kind }) => kind === 'launch-unknown') ??
    told.findLast((one) => endOf(one) !== undefined) ??
    told.at(-1);
  if (update === undefined) return [];
  const [sign, ...what] = updateParts(update, card);
  const group = groupFlaps(told, (one) => one).find((one) => one.includes(update)) ?? [];
  if (group.length > 1 && update.kind === 'job') {
    const now = [say(`: ${group.length} changes, now `), ...stateInside(update.change.to)];
    return [sign, say(' '), ...jobParts(card), ...now];
  }
  return [sign, say(' '), ...jobParts(card), ...what];
}

/** `oom (vzh3)`. */
export function jobParts({ launch }: CardView): Line {
  return [quote(shownName(launch), mostName), say(` (${launch.handle})`)];
}

function updateParts(update: Update, card: CardView): Parts {
  switch (update.kind) {
    case 'job':
      return changeParts(update.change, card);
    case 'log-tail':
      return [say('❌'), say(': the last lines of its log')];
    case 'run-use':
      return [say('📊'), say(`: ${percent(update.average)} use of its GPUs`)];
    case 'launched':
      return update.adopted
        ? [say('⏳'), say(': its job was found')]
        : [say('⏳'), say(' was launched by '), user(card.launch.requester.userId)];
    case 'watched':
      return [say('👀'), say(' is watched for '), user(update.by)];
    case 'rerun':
      return [
        say('🔁'),
        say(' was launched again by '),
        user(update.by),
        say(` as ${update.handle}`),
      ];
    case 'launch-failed':
      return [say('❌'), say(' was not started'), ...because(update.failure, card)];
    case 'launch-locked':
      return [
        say('🔒'),
        say(' was not started: locked by '),
        user(update.lock.by),
        ...asked(update.lock.reason),
      ];
    case 'approval-asked':
      return [say('✋'), say(' waits for an approval')];
    case 'approval-reminder':
      return [say('✋'), say(' still waits for an approval')];
    case 'approval-decided':
      return decidedParts(update);
    case 'launch-blocked':
      return [say('⛔'), say(' was not started'), ...blockedBy(update.why)];
    case 'launch-in-doubt':
      return [say('❓'), say(' may or may not be running: looking for it')];
    case 'launch-unknown':
      return [say('❓'), say(' was not found: launch it again, or leave it?')];
    case 'launch-late':
      return [
        say('❓'),
        say(' and '),
        quote(update.otherHandle),
        say(duplicateWords(update.sides)),
      ];
    case 'launch-cancelled':
      return [
        say('🚫'),
        say(update.withdrawn === true ? ' was withdrawn by ' : ' was cancelled by '),
        user(update.by),
        ...(update.withdrawn === true ? [] : [say(' before it started')]),
        ...asked(update.reason),
      ];
    case 'launch-dropped':
      return [say('❓'), say(' was given up by '), user(update.by)];
    case 'cancel-asked':
      return [say('🟠'), say(': cancel requested by '), actor(update.by), ...asked(update.reason)];
    case 'next-rung':
      return [say('⤵️'), say(` is tried once more, as attempt ${update.attempt} of ${update.of}`)];
    case 'guard-warning':
      return [
        say('⏱'),
        say(
          update.stage === 'near'
            ? ' is near a limit of its guard'
            : ' has reached a limit of its guard',
        ),
      ];
    case 'guard-dry-run':
      return [
        say('⏱'),
        say(
          update.makesWay === true
            ? ' would make way for the next of its fallbacks by its guard, which is tried out'
            : ' would be cancelled by its guard, which is tried out',
        ),
      ];
    case 'guard-extended':
      return [
        say('⏱'),
        say(' may run '),
        say(formatDuration(update.ms)),
        say(' longer, says '),
        user(update.by),
      ];
    case 'cancel-refused':
      return [say('❌'), say(' could not be cancelled'), ...because(update.failure, card)];
    case 'cancel-overdue': {
      const state = update.state === undefined ? [] : [say(' '), ...stateInside(update.state)];
      const since = formatDuration(update.at - update.askedAt);
      return [say('🟠'), say(' is still'), ...state, say(` ${since} after the cancel`)];
    }
  }
}

type Sides = Extract<Update, { kind: 'launch-late' }>['sides'];

const duplicateWords = (sides: Sides): string =>
  sides === undefined || mayBothRun(sides.own, sides.other)
    ? ' came of one launch, and may both be running'
    : ' came of one launch, and are not both running';

const because = ({ message }: { readonly message: string }, { launch }: CardView): Line => [
  say(': '),
  reasonPart({ code: 2, message }, launch),
];
