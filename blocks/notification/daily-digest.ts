// The digest of a day.

import {
  badOf,
  sumOf,
  type DailyDigest,
  type DigestView,
} from '../../app/domain/notification/digest.ts';
import { isLive } from '../../app/domain/launch/launch.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { RenderContext } from '../kit/context.ts';
import { countWords, jobs } from './digest-words.ts';
import { burnLine } from '../job/burn.ts';
import { targetTrouble } from '../list/list-notes.ts';
import { bold, quoteCode, say, time, type Line } from '../kit/rich.ts';
import { failedCommand, launchLines } from './digest-launches.ts';

export function dailyLines(
  view: DigestView,
  digest: DailyDigest,
  context: RenderContext,
): readonly Line[] {
  const { from, to, ends, failed, live, liveCount } = digest;
  const ended = sumOf(ends);
  const title = [bold('Daily digest'), say(' since '), time(from, context.now), say(': ')];
  if (ended === 0 && liveCount === 0) {
    return [
      [...title, say('nothing ended here, and nothing is live.')],
      ...targetTrouble(digest.targets, to),
    ];
  }
  return [
    [...title, say(ended === 0 ? 'nothing ended.' : `${jobs(ended)} ended, ${countWords(ends)}.`)],
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
  const running = `${jobs(liveCount)} live`;
  const longest = liveCount === 1 ? '' : ', the longest first';
  if (unpriced === liveCount) return [say(`${running} (cost not known)${longest}:`)];
  const without = unpriced === 0 ? '' : ` (${unpriced} unpriced)`;
  const cost = `about ${formatUsd(BigInt(hourly))}/h at list price${without}`;
  return [say(`${running}, ${cost}${longest}:`)];
}
