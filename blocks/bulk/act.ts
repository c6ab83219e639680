// What a channel is told of a cancel of many: that it began, how far it is, and how it ended.

import { fates, type Fate, type FateCounts } from '../../app/domain/bulk/tally.ts';
import type { ChannelAct } from '../../app/domain/notification/channel-act.ts';
import { bounds } from '../kit/limits.ts';
import { bold, quote, say, user, type Line } from '../kit/rich.ts';
import { filterParts, manyJobs, rateWords } from './words.ts';

type Begun = Extract<ChannelAct, { kind: 'bulk-begun' }>;
type Ended = Extract<ChannelAct, { kind: 'bulk-ended' }>;

/** `open`: how many have not ended; undefined: it is no longer stored. */
export function bulkBegunActLines(act: Begun, open: number | undefined): readonly Line[] {
  const { by, count, hourly, unpriced, filter } = act;
  const ended = count - (open ?? count);
  return [
    [
      say('🛑 '),
      user(by),
      say(' cancels '),
      bold(manyJobs(count)),
      ...filterParts(filter),
      say(`: ${rateWords(hourly, unpriced, count)}.`),
    ],
    ...reasonLines(act),
    ...(open === undefined ? [] : [progressLine(ended, count)]),
  ];
}

function progressLine(ended: number, count: number): Line {
  if (ended === count) return [say('All have ended or are settled: the sum follows below.')];
  if (ended === 0) return [say('None has ended yet. Their threads tell how each ends.')];
  return [say(`${ended} of ${count} have ended or are settled. Their threads tell how.`)];
}

const reasonLines = ({ reason }: { readonly reason?: string | undefined }): readonly Line[] =>
  reason === undefined ? [] : [[say('Reason: '), quote(reason, bounds.reason)]];

/** How all of them ended, as it was read. */
export function bulkEndedActLines(act: Ended): readonly Line[] {
  const { by, count, filter, fates: counts, hourly, unpriced } = act;
  const cancelled = (counts.cancelled ?? 0) + (counts.prevented ?? 0);
  const rate = cancelled === 0 ? '' : `, ${rateWords(hourly, unpriced, cancelled)}`;
  return [
    [
      say('🏁 '),
      user(by),
      say(' cancelled '),
      bold(`${cancelled === 0 ? 'none' : cancelled} of ${manyJobs(count)}`),
      ...filterParts(filter),
      say(`${rate}: ${fateWords(counts)}.`),
    ],
    ...reasonLines(act),
    ...(counts.open === undefined
      ? []
      : [[say('Those still being cancelled may end otherwise: their threads tell how.')]]),
    ...(counts['vertex-refused'] === undefined
      ? []
      : [[say('⚠️ What Vertex refused to cancel goes on: the threads say why.')]]),
  ];
}

const words: Readonly<Record<Fate, string>> = {
  cancelled: 'ended cancelled',
  prevented: 'never started',
  succeeded: 'succeeded all the same',
  failed: 'failed',
  deleted: 'deleted at Google',
  other: 'ended otherwise',
  ended: 'had ended before',
  taken: 'had a cancel under way',
  refused: 'not allowed',
  'vertex-refused': 'refused by Vertex',
  open: 'still being cancelled',
};

function fateWords(counts: FateCounts): string {
  return fates
    .flatMap((fate) => (counts[fate] === undefined ? [] : [`${counts[fate]} ${words[fate]}`]))
    .join(', ');
}
