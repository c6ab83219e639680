// What a job has written, as it may be shown: without what terminals and attackers hide in it, without secrets, in short lines.

import { hidePieces } from '../template/hide-secrets.ts';
import { redact, redacted } from '../secret/redact.ts';

/** One entry of a log, as it was written: its text may have many lines. */
export type LogEntry = {
  /** When it was written (Unix ms); undefined when the log does not say. */
  readonly at?: number | undefined;
  /** Google's word: DEFAULT, INFO, WARNING, ERROR, … */
  readonly severity: string;
  /** Which replica wrote it: `workerpool0-0`, or `service` for Vertex itself; empty when the log does not say. */
  readonly replica: string;
  readonly text: string;
};

/** One line, fit to be shown. */
export type LogLine = LogEntry;

/** The newest entries of a log, oldest first. */
export type LogReading = {
  readonly entries: readonly LogEntry[];
  /** There are older ones, or may be. */
  readonly more: boolean;
  /** The search was given up before all was looked through, so what was found may not be all. */
  readonly cutShort: boolean;
};

/** The longest line that is shown, in UTF-16 units. */
export const longestLine = 1_000;
/** A line is read this far: hiding secrets in what nobody sees would only take time. */
const mostRead = 8_000;
/** A key that begins before the lines that are shown is recognised if it begins at most this many lines before. */
const linesBefore = 100;

const esc = '\u001b';
const bell = '\u0007';
/** What terminals obey: colours and movements (CSI), titles and links (OSC), and the rest of the escape sequences. */
const escapes = new RegExp(
  [
    String.raw`(?:${esc}\[|\u009b)[0-?]*[ -/]*[@-~]`,
    String.raw`${esc}\][^${bell}${esc}]*(?:${bell}|${esc}\\)?`,
    String.raw`${esc}[ -/]*[0-Z\\^-~]?`,
  ].join('|'),
  'g',
);
// Other controls, and what reorders or hides the text around it.
const invisible =
  /(?![\n\r\t])\p{Cc}|[\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const tabWidth = 8;

/** The newest `most` lines of these entries, fit to be shown; `secrets` are those that the job was given. */
export function tidyLog(
  entries: readonly LogEntry[],
  most: number,
  secrets: readonly string[] = [],
): readonly LogLine[] {
  const lines = entries.flatMap((entry) =>
    linesOf(hidePieces(entry.text, secrets)).map((text): LogLine => ({ ...entry, text })),
  );
  return hideSecrets(lines.slice(-(most + linesBefore)))
    .map((line) => ({ ...line, text: shorten(line.text) }))
    .slice(-most);
}

/** What a terminal would show of a text, without empty lines. Progress bars write one line over and over: its last form counts. */
function linesOf(text: string): readonly string[] {
  return text
    .replace(escapes, '')
    .replace(invisible, '')
    .split('\n')
    .map((line) => expandTabs(lastWritten(line)).trimEnd())
    .filter((line) => line !== '');
}

function lastWritten(line: string): string {
  const written = line.split('\r').filter((one) => one.trim() !== '');
  return written.at(-1) ?? '';
}

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let shown = '';
  for (const [index, piece] of line.split('\t').entries()) {
    if (index > 0) shown += ' '.repeat(tabWidth - (shown.length % tabWidth));
    shown += piece;
  }
  return shown;
}

const keyBegins = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const keyEnds = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** What stands between a key's first line and its last. */
const insideKey = /^\s*(?:[A-Za-z0-9+/=]{1,100}|[A-Za-z-]{1,20}: .{0,100})\s*$/;
/** A line of a key whose first is not among the lines; 64 characters that are no checksum. */
const strayKeyLine = /^\s*(?![0-9a-f]{64}\s*$)[A-Za-z0-9+/]{64}\s*$/;

/** Keys are written a line at a time, and replicas write between each other's lines. */
function hideSecrets(lines: readonly LogLine[]): readonly LogLine[] {
  const writingKey = new Set<string>();
  return lines.flatMap((line): readonly LogLine[] => {
    const { replica, text } = line;
    if (writingKey.has(replica)) {
      if (keyEnds.test(text)) {
        writingKey.delete(replica);
        return [];
      }
      if (insideKey.test(text)) return [];
      writingKey.delete(replica);
    }
    if (keyBegins.test(text) && !keyEnds.test(text)) writingKey.add(replica);
    return [{ ...line, text: strayKeyLine.test(text) ? redacted : redact(readable(text)) }];
  });
}

/** The beginning of a line that is longer than anybody reads; a word that is cut off might be half a secret. */
function readable(text: string): string {
  if (text.length <= mostRead) return text;
  const begin = text.slice(0, mostRead);
  return `${begin.slice(0, lastWordAt(begin))}…`;
}

/** Where the last word begins; of one that is no word any more, so long is it, as much is left as may be a secret. */
function lastWordAt(text: string): number {
  const longestWord = 1_000;
  let at = text.length;
  while (at > text.length - longestWord && /\S/.test(text.charAt(at - 1))) at--;
  return at;
}

function shorten(text: string): string {
  if (text.length <= longestLine) return text;
  return `${text.slice(0, longestLine - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What people may type for a replica: what Vertex calls its own words, and the place of a replica in its pool. */
export function parseReplica(word: string): string | undefined {
  const match = /^(?:workerpool)?(\d{1,2})-(\d{1,5})$/.exec(word.toLowerCase());
  if (match !== null) return `workerpool${match[1] ?? ''}-${match[2] ?? ''}`;
  return word.toLowerCase() === 'service' ? 'service' : undefined;
}
