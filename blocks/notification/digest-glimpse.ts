import {
  sumOf,
  type DigestView,
  type EndCounts,
  type JobDigest,
} from '../../app/domain/notification/digest.ts';
import { countWords, jobs } from './digest-words.ts';
import { endGlance } from '../job/failure.ts';
import { jobParts } from './glimpse.ts';
import { emojiOf } from '../job/headline.ts';
import { say, type Line } from '../kit/rich.ts';

/** A phone shows no more. */
const mostNamed = 2;

/**
 * A digest in one line for a phone: `7 jobs ended at once: 4 succeeded, 3 failed. ❌ oom (vzh3): Out
 * of memory (code 8)`.
 */
export function digestGlimpse({ launches }: DigestView, digest: JobDigest): Line {
  const { ends, failed } = digest;
  const worst = failed.flatMap((id) => launches.get(id)?.card ?? []).slice(0, mostNamed);
  return [
    say(digest.kind === 'burst' ? burstWords(ends) : dayWords(ends, digest.liveCount)),
    ...worst.flatMap((card) => {
      const why = endGlance(card);
      const reason = why.length === 0 ? [] : [say(': '), ...why];
      return [say(` ${emojiOf(card)} `), ...jobParts(card), ...reason];
    }),
  ];
}

const burstWords = (ends: EndCounts): string =>
  `${jobs(sumOf(ends))} ended at once: ${countWords(ends)}.`;

const dayWords = (ends: EndCounts, live: number): string =>
  `Daily digest: ${sumOf(ends) === 0 ? 'nothing ended' : countWords(ends)}, ${live === 0 ? 'nothing is' : live} live.`;
