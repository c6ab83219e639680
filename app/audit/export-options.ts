// The options of `npm run audit -- export`.

import { z } from 'zod';
import { parseDurationMs } from '../domain/text/duration.ts';
import { readArguments } from '../shell/read-arguments.ts';

export const formats = ['jsonl', 'csv'] as const;
export type Format = (typeof formats)[number];

export type ExportOptions = {
  /** Unix ms. */
  readonly since: number;
  /** Unix ms; undefined: up to now. */
  readonly until?: number | undefined;
  readonly format: Format;
  /** Path of a file; undefined: standard output. */
  readonly out?: string | undefined;
};

type ReadOptions =
  | { readonly ok: true; readonly options: ExportOptions }
  /** A sentence; undefined: the usage is asked for. */
  | { readonly ok: false; readonly problem: string | undefined };

export const usage =
  'Usage: npm run audit -- export --since 2026-11-01|30d [--until 2026-12-01] [--format jsonl|csv] [--out FILE]';

const text = { type: 'string' } as const;
const known = { since: text, until: text, format: text, out: text } as const;
const shape = z.partialRecord(z.enum(['since', 'until', 'format', 'out']), z.string());

/** Reads the arguments of the command; `now` is in Unix ms. Never throws. */
export function readExportOptions(args: readonly string[], now: number): ReadOptions {
  const typed = readArguments(args, known);
  if (!typed.ok) return typed;
  const { positionals } = typed;
  const values = shape.parse(typed.values);
  const [command, extra] = positionals;
  if (command !== 'export' || extra !== undefined) return refuse('Say export, and since when.');
  if (values.since === undefined) return refuse('Say since when: --since 2026-11-01, or 30d.');
  const since = readTime(values.since, now);
  if (since === undefined) return refuse(`--since ${timeRule}.`);
  const until = values.until === undefined ? undefined : readTime(values.until, now);
  if (values.until !== undefined && until === undefined) return refuse(`--until ${timeRule}.`);
  if (until !== undefined && until <= since) return refuse('--until must be later than --since.');
  const format = formats.find((one) => one === (values.format ?? 'jsonl'));
  if (format === undefined) return refuse(`--format must be one of ${formats.join(', ')}.`);
  if (values.out === '') return refuse('--out must name a file.');
  return { ok: true, options: { since, until, format, out: values.out } };
}

function refuse(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

const timeRule =
  'must be a day such as 2026-11-01, a time such as 2026-11-01T18:00:00Z, or how long ago, such as 30d (at most 3650d)';

/** A day begins at midnight UTC. */
function readTime(typed: string, now: number): number | undefined {
  const ago = parseDurationMs(typed);
  if (ago !== undefined) return now - ago;
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(typed)) {
    return undefined;
  }
  const at = Date.parse(typed);
  // JavaScript makes 2 March of 2026-02-30.
  const isDay = Number.isFinite(at) && (typed.length > 10 || isoDay(at) === typed);
  return isDay ? at : undefined;
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
