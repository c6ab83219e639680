// A job's log made safe to show: without control sequences and hidden text, without secrets, in
// short lines.

import { hidePieces } from '../template/secret/hide-secrets.ts';
import { redact, redacted } from '../secret/redact.ts';

/** One log entry as written; its text may have many lines. */
export type LogEntry = {
  /** When it was written (Unix ms); undefined if the log doesn't say. */
  readonly at?: number | undefined;
  /** Google's severity: DEFAULT, INFO, WARNING, ERROR, … */
  readonly severity: string;
  /**
   * The replica that wrote it: `workerpool0-0`, or `service` for Vertex AI itself; empty if the log
   * doesn't say.
   */
  readonly replica: string;
  readonly text: string;
};

/** A single line, safe to show. */
export type LogLine = LogEntry;

/** The newest entries of a log, oldest first. */
export type LogReading = {
  readonly entries: readonly LogEntry[];
  /** There are, or may be, older ones. */
  readonly more: boolean;
  /** The search stopped before everything was read, so entries may be missing. */
  readonly cutShort: boolean;
};

/** The longest line shown, in UTF-16 units. */
export const longestLine = 1_000;
/** Lines are read only this far: the rest isn't shown, and hiding secrets in it takes time. */
const mostRead = 8_000;
/** A key is recognised if its first line is at most this many lines before those shown. */
const linesBefore = 100;

const esc = '\u001b';
const bell = '\u0007';
/**
 * Terminal escape sequences: colours and cursor movements (CSI), titles and links (OSC), and
 * others.
 */
const escapes = new RegExp(
  [
    String.raw`(?:${esc}\[|\u009b)[0-?]*[ -/]*[@-~]`,
    String.raw`${esc}\][^${bell}${esc}]*(?:${bell}|${esc}\\)?`,
    String.raw`${esc}[ -/]*[0-Z\\^-~]?`,
  ].join('|'),
  'g',
);
// Other control characters, and characters that reorder or hide text.
const invisible =
  /(?![\n\r\t])\p{Cc}|[\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const tabWidth = 8;

/** The newest `most` lines of the entries, safe to show. `secrets` are the job's own. */
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

/**
 * The lines a terminal would show, without empty ones. A progress bar rewrites one line; its last
 * content counts.
 */
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
/** The lines between a key's first and last. */
const insideKey = /^\s*(?:[A-Za-z0-9+/=]{1,100}|[A-Za-z-]{1,20}: .{0,100})\s*$/;
/** A line of a key whose first line isn't shown: 64 characters that are no checksum. */
const strayKeyLine = /^\s*(?![0-9a-f]{64}\s*$)[A-Za-z0-9+/]{64}\s*$/;

/** Keys are written line by line, and lines of other replicas may come between. */
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

/**
 * The beginning of a very long line. A word that is cut off might be part of a secret, so it is
 * dropped.
 */
function readable(text: string): string {
  if (text.length <= mostRead) return text;
  const begin = text.slice(0, mostRead);
  return `${begin.slice(0, lastWordAt(begin))}…`;
}

/**
 * Where the last word begins. If it is too long for a word, only as much as a secret may have is
 * dropped.
 */
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

/** Parses a replica as typed: Vertex AI's name for it, or its place in its pool. */
export function parseReplica(word: string): string | undefined {
  const match = /^(?:workerpool)?(\d{1,2})-(\d{1,5})$/.exec(word.toLowerCase());
  if (match !== null) return `workerpool${match[1] ?? ''}-${match[2] ?? ''}`;
  return word.toLowerCase() === 'service' ? 'service' : undefined;
}
