// What is waiting or stuck, for `doctor`: where, why, since when, and the remedy.

import { quoteReason } from '../kit/reason.ts';
import type {
  OverdueCancel,
  ParkedThread,
  StuckLaunch,
  UnheardGuard,
} from '../../app/domain/doctor/checkup.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { slackRemedy } from '../kit/slack-remedy.ts';
import { channel, quote, quoteCode, say, type Line } from '../kit/rich.ts';

/** A thread that can't be posted to. */
export function parkedParts(thread: ParkedThread, forMs: number | undefined): Line {
  const { waiting } = thread;
  return [
    say('Can’t post: '),
    ...(thread.handle === undefined ? [] : [quoteCode(thread.handle), say(' in ')]),
    channel(thread.channel),
    say(', Slack says '),
    quote(thread.why),
    say(forMs === undefined ? ', since when is not known; ' : ` for ${formatDuration(forMs)}; `),
    say(`${waiting} update${waiting === 1 ? ' waits' : 's wait'}. ${slackRemedy(thread.why)}`),
  ];
}

/** A launch whose create is uncertain or couldn't be sent. */
export function stuckParts({ state, why, ...launch }: StuckLaunch, forMs: number): Line {
  const what =
    state === 'accepted'
      ? 'could not be sent yet'
      : state === 'doubt'
        ? 'may or may not have made its job'
        : 'made no job that could be found';
  const remedy =
    state === 'accepted'
      ? 'I try again by myself.'
      : state === 'doubt'
        ? 'I am looking for it.'
        : 'Decide in its thread: Launch again, or leave it.';
  return [
    say('Launch '),
    quoteCode(launch.handle),
    say(' in '),
    channel(launch.channel),
    say(` ${what} (${formatDuration(forMs)}`),
    ...because(why),
    say(`). ${remedy}`),
  ];
}

/** A cancel whose job should have ended by now. */
export function overdueParts({ handle, why, ...cancel }: OverdueCancel, forMs: number): Line {
  return [
    say('Cancel of '),
    quoteCode(handle),
    say(' in '),
    channel(cancel.channel),
    say(` is still under way after ${formatDuration(forMs)}`),
    ...because(why),
    say('. I keep asking; you can also cancel the job in the console.'),
  ];
}

/** A job that is past what its guard allows, and nobody could be told. */
export function unheardParts({ handle, ...guard }: UnheardGuard, forMs: number): Line {
  return [
    say('No warning about '),
    quoteCode(handle),
    say(' could be delivered in '),
    channel(guard.channel),
    say(
      ` for ${formatDuration(forMs)}, so its guard cancels nothing. Let me post in that channel; until then, look after the job yourself.`,
    ),
  ];
}

function because(why: string | undefined): Line {
  return why === undefined ? [] : [say(': '), quoteReason(why, 200)];
}

/** How many more there are. */
export function unseenParts(counts: {
  readonly parked: number;
  readonly stuck: number;
  readonly overdue: number;
  readonly unheard: number;
}): Line {
  const parts = [
    [counts.parked, 'parked thread'],
    [counts.stuck, 'stuck launch'],
    [counts.overdue, 'dragging cancel'],
    [counts.unheard, 'unheard guard'],
  ] as const;
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${plural(what, count)}`);
  return [
    say(`Not named here: ${told.join(', ')}. A workspace admin sees what is in other channels.`),
  ];
}

function plural(what: string, count: number): string {
  if (count === 1) return what;
  return what.endsWith('ch') ? `${what}es` : `${what}s`;
}
