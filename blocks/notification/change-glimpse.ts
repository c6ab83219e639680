// A change of a job’s state in a few words, for the first line of a message’s plain text.

import { actor } from '../kit/actor.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { explainError } from '../../app/domain/error/explain.ts';
import type { JobError } from '../../app/domain/job/job.ts';
import { hideSecretsOf } from '../../app/domain/template/secret/hide-secrets.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { attemptWords, runTimeOf } from '../../app/domain/job/run-time.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { whatHappened } from '../error/explanation.ts';
import { factsOf } from './change.ts';
import { stateEmoji, stateInside, statePhrase } from '../job/state-words.ts';
import { isInterrupted, ranWords, runsAgain } from './interruption.ts';
import { bounds } from '../kit/limits.ts';
import { quote, say, type Line, type Part } from '../kit/rich.ts';

const mostReason = 100;

/** An error's reason in a few words: the bot's if it is known, else the beginning of Google's. */
export function reasonPart({ code, message }: JobError, launch: Launch): Part {
  const known = explainError({ code, message });
  const [first = ''] = hideSecretsOf(launch, message).trim().split('\n');
  return quote(known === undefined ? first : whatHappened(known), mostReason);
}

export type Parts = readonly [sign: Part, ...what: Part[]];

type Change = Extract<Update, { kind: 'job' }>['change'];

export function changeParts(change: Change, card: CardView): Parts {
  const { kind, to, error, errorAwaited } = change;
  if (kind === 'gone') {
    return [
      say('🗑️'),
      say(' was deleted at Google, last seen '),
      ...stateInside(change.from ?? to),
    ];
  }
  const sign = say(stateEmoji(to));
  const why = error === undefined ? [] : [say(': '), reasonPart(error, card.launch)];
  if (kind === 'reason') return [sign, say(' failed'), ...why];
  if (!isTerminal(to)) return [sign, ...liveParts(change)];
  const reason =
    to === 'CANCELLED'
      ? cancelledBy(card)
      : errorAwaited && error === undefined
        ? [say(', its reason follows')]
        : why;
  return [sign, say(' '), ...statePhrase(to), say(` ${after(change, card)}`), ...reason];
}

/** `after 8 s`, or that it never ran. */
function after(change: Change, { job }: CardView): string {
  const { createTime, endTime, at } = change;
  const end = endTime ?? at;
  const run = runTimeOf(factsOf(change, job), end);
  return run === undefined
    ? `before it ran, after ${formatDuration(end - createTime)}`
    : `after ${formatDuration(run.ms)}${attemptWords(run)}`;
}

function liveParts(change: Change): Line {
  const { to, at, startTime, createTime } = change;
  switch (to) {
    case 'RUNNING':
      return [
        say(
          runsAgain(change)
            ? ' is running again'
            : ` is running after ${formatDuration((startTime ?? at) - createTime)} of waiting`,
        ),
      ];
    case 'QUEUED':
    case 'PENDING': {
      const waits = to === 'QUEUED' ? 'waiting for quota' : 'getting its machines';
      if (!isInterrupted(change)) return [say(` is ${waits}`)];
      return [say(` was interrupted${ranWords(change)}: ${waits}`)];
    }
    default:
      return [say(' '), ...statePhrase(to)];
  }
}

function cancelledBy({ cancel }: CardView): Line {
  if (cancel === undefined) return [say(', not asked for here')];
  return [say(' by '), actor(cancel.requester.userId), ...asked(cancel.reason)];
}

export const asked = (reason: string | undefined): Line =>
  reason === undefined || reason === '' ? [] : [say(': '), quote(reason, bounds.word)];
