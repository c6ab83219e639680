// Skipped files by reason, so that nobody looks for a template that isn't read.

import type { SkippedFile } from '../../app/domain/doctor/checkup.ts';
import { quote, say, type Line } from '../kit/rich.ts';

const reasons: Readonly<Record<SkippedFile['why'], string>> = {
  other: 'not .yaml, .yml or .json',
  hidden: 'hidden',
  link: 'links, which are not followed',
  'no-file': 'not a file to read',
  unreadable: 'folders I can’t read',
  'too-deep': 'nested too deep',
  'no-utf8': 'its name is not UTF-8: rename it',
  'too-many': 'and what comes after, since there is too much here',
};

/** At most this many are named per reason. */
const mostNamed = 5;

/**
 * All of them in a line, such as `README.md and 12 more (not .yaml, .yml or .json); .git (hidden)`.
 */
export function skippedParts(files: readonly SkippedFile[]): Line {
  return [...Map.groupBy(files, ({ why }) => why)].flatMap(([why, some], index): Line => {
    const more = some.length - mostNamed;
    return [
      say(index === 0 ? '' : '; '),
      quote(
        some
          .slice(0, mostNamed)
          .map(({ file }) => file)
          .join(', '),
        300,
      ),
      say(`${more > 0 ? ` and ${more} more` : ''} (${reasons[why]})`),
    ];
  });
}
