// Vertex refuses a job by a list: `List of found errors:\t1.Field: job_spec…; Message: …\t2.Field: …\t`.

import type { Explanation } from './explanation.ts';

export type FoundError = { readonly field: string; readonly message: string };

/** Longer texts are not looked through. Characters. */
const longest = 20_000;
/** As many are explained; the rest stands in Google's own words below. */
const mostExplained = 4;

const theRest = 'The rest is set in its template: ask whoever maintains it.';

/** The entries of such a list; empty: it is none. */
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

/** What is wrong with which field, and what to write there; `explain` knows single texts. */
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
      // Google found it in the request: unless it is known to be mended elsewhere, that is the spec.
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

/** Where one needs another project, another region is not enough. */
function placeOf(
  errors: readonly Pick<Explanation, 'elsewhere'>[],
): Pick<Explanation, 'elsewhere'> {
  const places = errors.flatMap(({ elsewhere }) => elsewhere ?? []);
  if (places.length === 0) return {};
  return { elsewhere: places.includes('project') ? 'project' : 'region' };
}

/** What is left to whoever can't change the spec; undefined: nothing but to ask. */
function restOf(errors: readonly Pick<Explanation, 'withoutSpec'>[]): string | undefined {
  const known = new Set(errors.flatMap(({ withoutSpec }) => withoutSpec ?? []));
  if (known.size === 0) return undefined;
  const isAll = errors.every(({ withoutSpec }) => withoutSpec !== undefined);
  return [...known, ...(isAll ? [] : [theRest])].join(' ');
}

/** The end of a field's path that says which value is meant: `env[6].value`. */
function leafOf(field: string): string {
  const steps = field.split('.');
  const last = steps.at(-1) ?? field;
  return ['name', 'value', 'type'].includes(last) ? steps.slice(-2).join('.') : last;
}
