// Rows of the audit as a file has them.

import type { AuditRow } from '../usecase/ports/store/audit.ts';
import type { Format } from './export-options.ts';

/** In the order of a CSV's columns. */
const columns = [
  'at',
  'completedAt',
  'actor',
  'surface',
  'channel',
  'verb',
  'subject',
  'job',
  'template',
  'verdict',
  'rule',
  'reason',
  'outcome',
  'specHash',
  'policy',
  'detail',
  'key',
] as const satisfies readonly (keyof AuditRow)[];

type Writer = {
  /** What the file begins with. */
  readonly head: string;
  readonly row: (row: AuditRow) => string;
};

/** How rows are written. Times are RFC 3339; what isn't known is null, or empty in a CSV. */
export const writers: Readonly<Record<Format, Writer>> = {
  jsonl: {
    head: '',
    row: (row) =>
      `${JSON.stringify(Object.fromEntries(columns.map((one) => [one, valueOf(row, one)])))}\n`,
  },
  csv: {
    head: `${columns.join(',')}\r\n`,
    row: (row) => `${columns.map((one) => cell(valueOf(row, one))).join(',')}\r\n`,
  },
};

function valueOf(row: AuditRow, column: (typeof columns)[number]): unknown {
  const value = row[column] ?? null;
  return typeof value === 'number' ? new Date(value).toISOString() : value;
}

/**
 * A cell (RFC 4180). A spreadsheet runs what begins like a formula, so that gets an apostrophe in
 * front (owasp.org/www-community/attacks/CSV_Injection).
 */
function cell(value: unknown): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
