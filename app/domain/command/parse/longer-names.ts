// Job names contain spaces but are typed without quotes. Only the existing jobs can tell where a
// name ends and the reason begins.

import type { NameAndReason } from './command.ts';
import { optionForReason } from '../../text/option.ts';
import { readBehind } from '../../text/reason.ts';

/**
 * Vertex AI's limit for a display name, in characters:
 * https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/projects.locations.customJobs
 */
const longestName = 128;

/** A name that the typed text may begin with, and the text after it. */
type Beginning = { readonly name: string; readonly rest: string };

/**
 * Every name the typed texts may begin with, longest first, each with the reason that would follow.
 */
export function longerNames(...texts: readonly string[]): readonly NameAndReason[] {
  return beginnings(...texts).map(({ name, rest }) => {
    const problem = optionForReason(rest);
    return { name, ...readBehind(rest), ...(problem && { problem }) };
  });
}

/**
 * Every prefix of the typed text that may be a name, longest first: as typed, without a trailing
 * comma, and with repeated spaces collapsed. `texts` is the same text with and without markup.
 */
export function beginnings(...texts: readonly string[]): readonly Beginning[] {
  const names = new Map<string, Beginning>();
  for (const text of texts.map((one) => one.trimStart())) {
    let words = 0;
    for (const { 0: word, index } of text.slice(0, 2 * longestName).matchAll(/\S+/g)) {
      const end = index + word.length;
      const rest = text.slice(end);
      const typed = text.slice(0, end);
      words += 1;
      for (const name of [typed, typed.replace(/[.,:;!?]{1,9}$/, '')]) {
        // The ordinary look-up handles a single word that is unchanged.
        if (name === '' || (words === 1 && name === typed)) continue;
        for (const one of [name, name.replace(/\s+/g, ' ')]) {
          if (one.length <= longestName && !names.has(one)) names.set(one, { name: one, rest });
        }
      }
    }
  }
  return [...names.values()].toSorted((a, b) => b.name.length - a.name.length);
}

/**
 * Whether a name continues the way the text behind a shorter name does, ignoring spaces,
 * punctuation and case.
 */
export function goesOn(name: string, shorter: string, rest: string): boolean {
  const [next = ''] = rest.trim().split(/\s+/, 1);
  const begin = lettersOf(`${shorter}${next}`);
  return begin.length > lettersOf(shorter).length && lettersOf(name).startsWith(begin);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
