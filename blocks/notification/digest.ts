// One message about many jobs. A burst's digest mentions each person concerned once, instead of
// their threads. A daily digest mentions nobody.

import {
  badOf,
  isChannelAct,
  sumOf,
  type DailyDigest,
  type Digest,
  type DigestView,
  type EndCounts,
} from '../../app/domain/notification/digest.ts';
import { calledFor } from '../../app/domain/launch/card.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { isLive } from '../../app/domain/launch/launch.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { RenderContext } from '../kit/context.ts';
import { channelActLines } from './channel-act.ts';
import { countWords, jobs } from './digest-words.ts';
import { digestGlimpse } from './digest-glimpse.ts';
import { endGlance } from '../job/failure.ts';
import { emojiOf, headline } from '../job/headline.ts';
import { burnLine } from '../job/burn.ts';
import { bounds } from '../kit/limits.ts';
import { targetTrouble } from '../list/list-notes.ts';
import { message, type Message } from '../kit/message.ts';
import { handleLink } from '../job/rerun.ts';
import { repetition } from '../kit/repetition.ts';
import { bold, quoteBold, quoteCode, say, time, user, type Line } from '../kit/rich.ts';

/** A digest as a message in the channel. */
export function renderDigest(
  view: DigestView,
  context: RenderContext,
  possiblyRepeated = false,
): Message {
  const { digest } = view;
  const lines = [...digestLines(view, context)];
  const glimpse = isChannelAct(digest) ? [] : [digestGlimpse(view, digest)];
  if (possiblyRepeated) lines.push(repetition);
  return message(lines, undefined, { heard: [...glimpse, ...lines] });
}

function digestLines(view: DigestView, context: RenderContext): readonly Line[] {
  const { digest } = view;
  if (isChannelAct(digest)) return channelActLines(digest, context, view.open);
  return digest.kind === 'burst'
    ? burstLines(view, digest, context)
    : dailyLines(view, digest, context);
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
    ...callLine(view, failed),
    ...launchLines(view, failed, badOf(ends), failedCommand(ends, context), context),
  ];
}

/**
 * Mentions the people concerned by the named failures. Comes first, so that no length can cut it
 * off.
 */
function callLine({ launches }: DigestView, failed: readonly string[]): readonly Line[] {
  const people = new Set(
    failed.flatMap((id) => launches.get(id) ?? []).map(({ card }) => calledFor(card)),
  );
  if (people.size === 0) return [];
  const names = [...people].flatMap((id, nth) => (nth === 0 ? [user(id)] : [say(', '), user(id)]));
  return [[say('For '), ...names, say(':')]];
}

/** The command that lists the failures among these ends; undefined if there are none. */
function failedCommand(ends: EndCounts, context: RenderContext): string | undefined {
  const states = failedStates.filter((end) => ends[end] !== undefined);
  return states.length === 0
    ? undefined
    : `${context.command} list ${states.join(' ').toLowerCase()}`;
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
    ...launchLines(view, failed, badOf(ends), failedCommand(ends, context), context),
    liveHeading(digest),
    ...launchLines(view, live, liveCount, `${context.command} list`, context),
    ...dearestLines(view, digest, context),
    ...(digest.unread === 0
      ? []
      : [[say(`⚠️ ${jobs(digest.unread)} can’t be read at present, and may have ended.`)]]),
    ...targetTrouble(digest.targets, to),
  ];
}

/** The few that burn most, at what they cost an hour. One that has ended since is no longer there. */
function dearestLines(
  { channel, launches }: DigestView,
  { dearest = [] }: DailyDigest,
  context: RenderContext,
): readonly Line[] {
  const lines = dearest.flatMap((id) => {
    const { card, rootTs } = launches.get(id) ?? {};
    return card !== undefined && isLive(card) ? [burnLine(card, { channel, rootTs }, context)] : [];
  });
  if (lines.length === 0) return [];
  return [
    [
      say('Burning most by list price, of what '),
      quoteCode(`${context.command} top`),
      say(' shows:'),
    ],
    ...lines,
  ];
}

/**
 * How many are live, and their cost per hour as far as it is known, never a smaller sum without
 * saying so.
 */
function liveHeading({ liveCount, hourly, unpriced }: DailyDigest): Line {
  if (liveCount === 0) return [say('Nothing is live.')];
  const running = `${jobs(liveCount)} ${liveCount === 1 ? 'is' : 'are'} still live`;
  const longest = liveCount === 1 ? '' : ', the longest first';
  if (unpriced === liveCount) return [say(`${running} (cost not known)${longest}:`)];
  const without = unpriced === 0 ? '' : `, without ${unpriced} whose cost is not known`;
  const cost = `≈ ${formatUsd(BigInt(hourly))}/h while running${without} (list-price estimate)`;
  return [say(`${running}, ${cost}${longest}:`)];
}

/** A line for each named launch, and how many more there are; `command` lists those. */
function launchLines(
  view: DigestView,
  ids: readonly string[],
  all: number,
  command: string | undefined,
  context: RenderContext,
): readonly Line[] {
  const lines = ids.flatMap((id) => launchLine(view, id, context));
  const more = all - lines.length;
  if (more <= 0) return lines;
  const where = command === undefined ? [] : [say(': see '), quoteCode(command)];
  return [...lines, [say(`and ${more} more`), ...where]];
}

function launchLine(
  { channel, launches }: DigestView,
  id: string,
  context: RenderContext,
): readonly Line[] {
  const named = launches.get(id);
  if (named === undefined) return [];
  const { card, rootTs } = named;
  const { launch } = card;
  const why = endGlance(card);
  return [
    [
      say(`${emojiOf(card)} `),
      handleLink({ handle: launch.handle, channel, rootTs }, context),
      say(' '),
      quoteBold(shownName(launch), bounds.word),
      say(' · '),
      ...headline(card, context.now),
      ...(why.length === 0 ? [] : [say(' · '), ...why]),
    ],
  ];
}

const failedStates = ['FAILED', 'EXPIRED', 'PARTIALLY_SUCCEEDED'] as const;
