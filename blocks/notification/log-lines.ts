// Log lines in a fixed-width font, with their times.

import type { LogLine } from '../../app/domain/logs/job-log.ts';
import { clip } from '../kit/foreign.ts';
import { preformatted, say, type Line } from '../kit/rich.ts';

/** Room for log lines in a reply about a failure, which must stay readable at a glance. */
const tailRoom = 2_000;
const tailLine = 300;

/** The last log lines, below the failure that they explain. */
export function tailLines(lines: readonly LogLine[]): readonly Line[] {
  const shown = writeLog(lines).map((line) => clip(line, tailLine));
  return [
    [say('The last lines of its log (times in UTC):')],
    [preformatted(thatFit(shown, tailRoom).join('\n'), tailRoom)],
  ];
}

/**
 * Each line with its time (UTC), a letter for warnings and worse, and its replica if there are
 * several.
 */
export function writeLog(lines: readonly LogLine[]): readonly string[] {
  const several = new Set(lines.map(({ replica }) => replica)).size > 1;
  return lines.map(({ at, severity, replica, text }) =>
    [
      at === undefined ? '--:--:--' : new Date(at).toISOString().slice(11, 19),
      ...(severity in letters ? [letters[severity]] : []),
      ...(several ? [replica] : []),
      text,
    ].join(' '),
  );
}

const letters: Readonly<Record<string, string>> = {
  WARNING: 'W',
  ERROR: 'E',
  CRITICAL: 'C',
  ALERT: 'C',
  EMERGENCY: 'C',
};

/** The newest lines that fit; at least one, cut if necessary. */
export function thatFit(lines: readonly string[], most: number): readonly string[] {
  let left = most;
  const from = lines.findLastIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return lines.slice(Math.min(from + 1, lines.length - 1));
}
