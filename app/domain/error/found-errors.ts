// Vertex AI rejects a job with a list: `List of found errors:\t1.Field: job_spec…; Message:
// …\t2.Field: …\t`.

import type { Explanation } from './explanation.ts';

type FoundError = { readonly field: string; readonly message: string };

/** Longer messages aren't parsed. In characters. */
const longest = 20_000;
/** At most this many are explained. Google's own message, shown below, has the rest. */
const mostExplained = 4;

const theRest = 'The rest is set in its template: ask whoever maintains it.';

/** The entries of such a list; empty if the text is no list. */
export function foundErrors(text: string): readonly FoundError[] {
  const start = text.indexOf('List of found errors');
  if (start === -1) return [];
  const [, ...entries] = text.slice(start, start + longest).split(/\d{1,3}\. ?Field:/);
  return entries.flatMap((entry) => {
    const [field = '', ...rest] = entry.split(/; ?Message:/);
    const message = rest.join('; Message:').trim();
    return message === '' ? [] : [{ field: field.trim(), message }];
  });
}

/** Explains each field's error with what to write there. `explain` explains a single message. */
export function explainFound(
  errors: readonly FoundError[],
  explain: (text: string) => Explanation | undefined,
): Explanation | undefined {
  const shown = errors.slice(0, mostExplained).map(({ field, message }) => {
    const name = /^[\w.[\]-]{1,200}$/.test(field) ? field : undefined;
    const known = explain(`${field}; Message: ${message}`);
    const where = name === undefined ? '' : `In \`${name}\`: `;
    return {
      what:
        known?.what ?? (name === undefined ? 'a value is refused' : `${leafOf(name)} is refused`),
      hint: `${where}${known?.hint ?? 'Change it as Google’s words below say.'}`,
      elsewhere: known?.elsewhere,
      withoutSpec: known?.inSpec === true ? known.withoutSpec : known?.hint,
      // Google found it in the request, so the fix is in the spec unless the explanation says
      // otherwise.
      inSpec: known === undefined ? true : known.inSpec,
    };
  });
  const [first] = shown;
  if (first === undefined) return undefined;
  const more = errors.length - shown.length;
  return {
    what: errors.length === 1 ? first.what : `${first.what}, and ${errors.length - 1} more`,
    hint: [
      ...shown.map(({ hint }) => hint),
      ...(more > 0 ? [`${more} more stand below.`] : []),
    ].join(' '),
    ...placeOf(shown),
    ...(shown.some(({ inSpec }) => inSpec) && { inSpec: true, withoutSpec: restOf(shown) }),
  };
}

/** If one error needs another project, another region doesn't help. */
function placeOf(
  errors: readonly Pick<Explanation, 'elsewhere'>[],
): Pick<Explanation, 'elsewhere'> {
  const places = errors.flatMap(({ elsewhere }) => elsewhere ?? []);
  if (places.length === 0) return {};
  return { elsewhere: places.includes('project') ? 'project' : 'region' };
}

/** What people who can't change the spec can do; undefined if they can only ask. */
function restOf(errors: readonly Pick<Explanation, 'withoutSpec'>[]): string | undefined {
  const known = new Set(errors.flatMap(({ withoutSpec }) => withoutSpec ?? []));
  if (known.size === 0) return undefined;
  const isAll = errors.every(({ withoutSpec }) => withoutSpec !== undefined);
  return [...known, ...(isAll ? [] : [theRest])].join(' ');
}

/** The end of a field's path, enough to identify the value: `env[6].value`. */
function leafOf(field: string): string {
  const steps = field.split('.');
  const last = steps.at(-1) ?? field;
  return ['name', 'value', 'type'].includes(last) ? steps.slice(-2).join('.') : last;
}
