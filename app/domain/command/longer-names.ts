// Names of jobs have spaces, and are typed without quotes all the same: where one ends and the reason begins, only the jobs can tell.

import type { NameAndReason } from './command.ts';
import { optionForReason } from '../text/option.ts';
import { readBehind } from '../text/reason.ts';

/** Vertex's own limit for a display name, in characters: https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/projects.locations.customJobs */
const longestName = 128;

/** What was typed may begin with this name; the rest stands behind it then. */
type Beginning = { readonly name: string; readonly rest: string };

/** Everything that a name may be at the beginning of what was typed, the longest first, each with what is the reason then. */
export function longerNames(...texts: readonly string[]): readonly NameAndReason[] {
  return beginnings(...texts).map(({ name, rest }) => {
    const problem = optionForReason(rest);
    return { name, ...readBehind(rest), ...(problem && { problem }) };
  });
}

/**
 * Everything that a name may be at the beginning of what was typed, the longest first: as it stands there, without the comma behind it, and with one
 * space for several. `texts`: the same, with and without its marks.
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
        // One word as it stands is what a job is looked for by anyway.
        if (name === '' || (words === 1 && name === typed)) continue;
        for (const one of [name, name.replace(/\s+/g, ' ')]) {
          if (one.length <= longestName && !names.has(one)) names.set(one, { name: one, rest });
        }
      }
    }
  }
  return [...names.values()].toSorted((a, b) => b.name.length - a.name.length);
}

/** Whether a name goes on as what was typed behind a shorter one does; spaces, marks and case aside. */
export function goesOn(name: string, shorter: string, rest: string): boolean {
  const [next = ''] = rest.trim().split(/\s+/, 1);
  const begin = lettersOf(`${shorter}${next}`);
  return begin.length > lettersOf(shorter).length && lettersOf(name).startsWith(begin);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
