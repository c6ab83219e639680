// Lines of a log as they are shown: in a fixed-width font, with their time.

import type { LogLine } from '../../app/domain/logs/job-log.ts';
import { clip } from '../kit/foreign.ts';
import { preformatted, say, type Line } from '../kit/rich.ts';

/** What the last lines under a failure may take of its reply, which people must still be able to take in at a glance. */
const tailRoom = 2_000;
const tailLine = 300;

/** The last lines of a log, under the failure they explain. */
export function tailLines(lines: readonly LogLine[]): readonly Line[] {
  const shown = writeLog(lines).map((line) => clip(line, tailLine));
  return [
    [say('The last lines of its log (times in UTC):')],
    [preformatted(thatFit(shown, tailRoom).join('\n'), tailRoom)],
  ];
}

/** Each line with its time (UTC), a letter where it is worse than news, and its replica where there are several. */
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

/** The newest lines that fit together: at least one, which is cut if it must be. */
export function thatFit(lines: readonly string[], most: number): readonly string[] {
  let left = most;
  const from = lines.findLastIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return lines.slice(Math.min(from + 1, lines.length - 1));
}
