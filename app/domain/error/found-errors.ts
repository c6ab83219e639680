// Vertex AI rejects a job with a list: `List of found errors:\t1.Field: job_spec…; Message:
// …\t2.Field: …\t`.

import type { Cause, Explanation } from './explanation.ts';

type Entry = { readonly field: string; readonly message: string };

/** Longer messages aren't parsed. In characters. */
const longest = 20_000;
/** At most this many are explained. Google's own message, shown below, has the rest. */
const mostExplained = 4;

/** The entries of such a list; empty if the text is no list. */
export function foundErrors(text: string): readonly Entry[] {
  const start = text.indexOf('List of found errors');
  if (start === -1) return [];
  const [, ...entries] = text.slice(start, start + longest).split(/\d{1,3}\. ?Field:/);
  return entries.flatMap((entry) => {
    const [field = '', ...rest] = entry.split(/; ?Message:/);
    const message = rest.join('; Message:').trim();
    return message === '' ? [] : [{ field: field.trim(), message }];
  });
}

/** Explains each entry. `explain` explains a single message. */
export function explainFound(
  entries: readonly Entry[],
  explain: (text: string) => Cause | undefined,
): Explanation | undefined {
  const [first, ...others] = entries.slice(0, mostExplained).map(({ field, message }) => ({
    field: /^[\w.[\]-]{1,200}$/.test(field) ? field : undefined,
    cause: explain(`${field}; Message: ${message}`),
  }));
  if (first === undefined) return undefined;
  const errors = [first, ...others] as const;
  return { kind: 'found-errors', errors, more: entries.length - errors.length };
}
