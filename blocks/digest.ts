// One message for many things. Nobody is mentioned in it: who launched something that failed was told in its thread.

import {
  badOf,
  endWords,
  sumOf,
  type DailyDigest,
  type Digest,
  type DigestView,
  type EndCounts,
} from '../app/domain/digest.ts';
import { formatUsd } from '../app/domain/money.ts';
import { isTerminal } from '../app/domain/state.ts';
import type { RenderContext } from './context.ts';
import { errorGlance, failureGlance } from './failure.ts';
import { emojiOf, headline } from './headline.ts';
import { bounds } from './limits.ts';
import { targetTrouble } from './list-notes.ts';
import { message, type Message } from './message.ts';
import { handleLink } from './rerun.ts';
import { bold, italic, quoteBold, say, time, type Line } from './rich.ts';

/** A digest as a message in the channel. */
export function renderDigest(
  view: DigestView,
  context: RenderContext,
  possiblyRepeated = false,
): Message {
  const { digest } = view;
  const lines = [
    ...(digest.kind === 'burst'
      ? burstLines(view, digest, context)
      : dailyLines(view, digest, context)),
  ];
  if (possiblyRepeated) {
    lines.push([
      italic(
        'Possibly repeated: Slack did not confirm the first post, and this channel’s history can’t be read.',
      ),
    ]);
  }
  return message(lines);
}

type Burst = Extract<Digest, { kind: 'burst' }>;

function burstLines(
  view: DigestView,
  { ends, failed, at }: Burst,
  context: RenderContext,
): readonly Line[] {
  return [
    [
      bold(`${sumOf(ends)} jobs ended at once`),
      say(`: ${countWords(ends)}, as read at `),
      time(at, context.now),
      say('. The cards say how.'),
    ],
    ...launchLines(view, failed, badOf(ends), context),
  ];
}

function dailyLines(
  view: DigestView,
  digest: DailyDigest,
  context: RenderContext,
): readonly Line[] {
  const { from, to, ends, failed, live, liveCount } = digest;
  const ended = sumOf(ends);
  const since = [time(from, context.now), say(' to '), time(to, context.now)];
  if (ended === 0 && liveCount === 0) {
    return [
      [
        bold('The day'),
        say(', from '),
        ...since,
        say(': nothing ended here, and nothing is live.'),
      ],
      ...targetTrouble(digest.targets, to),
    ];
  }
  return [
    [
      bold('The day'),
      say(', from '),
      ...since,
      say(ended === 0 ? ': nothing ended.' : `: ${jobs(ended)} ended, ${countWords(ends)}.`),
    ],
    ...launchLines(view, failed, badOf(ends), context),
    liveHeading(digest),
    ...launchLines(view, live, liveCount, context),
    ...(digest.unread === 0
      ? []
      : [[say(`⚠️ ${jobs(digest.unread)} can’t be read at present, and may have ended.`)]]),
    ...targetTrouble(digest.targets, to),
  ];
}

/** How many are live, and what they cost together while they run, as far as that is known: never a smaller sum without saying so. */
function liveHeading({ liveCount, hourly, unpriced }: DailyDigest): Line {
  if (liveCount === 0) return [say('Nothing is live.')];
  const running = `${jobs(liveCount)} ${liveCount === 1 ? 'is' : 'are'} still live`;
  const longest = liveCount === 1 ? '' : ', the longest first';
  if (unpriced === liveCount) return [say(`${running} (cost not known)${longest}:`)];
  const without = unpriced === 0 ? '' : `, without ${unpriced} whose cost is not known`;
  const cost = `≈ ${formatUsd(BigInt(hourly))}/h while running${without} (list-price estimate)`;
  return [say(`${running}, ${cost}${longest}:`)];
}

/** A line for each launch that is named, and how many there are besides. */
function launchLines(
  view: DigestView,
  ids: readonly string[],
  all: number,
  context: RenderContext,
): readonly Line[] {
  const lines = ids.flatMap((id) => launchLine(view, id, context));
  const more = all - lines.length;
  return more > 0 ? [...lines, [say(`and ${more} more`)]] : lines;
}

function launchLine(
  { channel, launches }: DigestView,
  id: string,
  context: RenderContext,
): readonly Line[] {
  const named = launches.get(id);
  if (named === undefined) return [];
  const { card, rootTs } = named;
  const { launch, job } = card;
  const why =
    job?.error !== undefined && isTerminal(job.state) && job.state !== 'CANCELLED'
      ? errorGlance(job.error)
      : job === undefined && launch.state === 'failed' && launch.failure !== undefined
        ? [failureGlance(launch.failure.message)]
        : [];
  return [
    [
      say(`${emojiOf(card)} `),
      handleLink({ handle: launch.handle, channel, rootTs }, context),
      say(' '),
      quoteBold(launch.body.displayName, bounds.word),
      say(' · '),
      ...headline(card, context.now),
      ...(why.length === 0 ? [] : [say(' · '), ...why]),
    ],
  ];
}

const words: Readonly<Record<(typeof endWords)[number], string>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  PARTIALLY_SUCCEEDED: 'partially succeeded',
  DELETED: 'deleted at Google',
  'NOT STARTED': 'refused by Vertex',
};

/** `34 succeeded, 3 failed`. */
function countWords(ends: EndCounts): string {
  return endWords
    .flatMap((end) => (ends[end] === undefined ? [] : [`${ends[end]} ${words[end]}`]))
    .join(', ');
}

const jobs = (count: number): string => `${count} job${count === 1 ? '' : 's'}`;
