// API names differ by whole words: `maxWaitDuration` isn't `maxRunDuration` mistyped. So "did you
// mean" accepts only typing errors: letters within a word, case, underscores, singular and plural.

import { editDistance } from '../text/nearest.ts';

/** A longer name isn't a mistyped one. */
const longestName = 100;
const mostEdits = 2;

/** The candidate that `name` is a typo of; undefined if there is none. */
export function slipOf(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  let best: string | undefined;
  let fewest = mostEdits + 1;
  for (const candidate of candidates) {
    const edits = editsOf(wordsOf(name), wordsOf(candidate));
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/** " Did you mean `x`?", or an empty text. */
export function didYouSlip(name: string, candidates: Iterable<string>): string {
  const meant = slipOf(name, candidates);
  return meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
}

/** The words of a name in camelCase, snake_case or capitals, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function editsOf(typed: readonly string[], meant: readonly string[]): number {
  const [one, other] = [typed.join(''), meant.join('')];
  if (one === other) return 0;
  if (typed.length === meant.length) {
    return typed.reduce((sum, word, index) => sum + editsOfWord(word, meant[index] ?? ''), 0);
  }
  // With word boundaries lost, a different letter could mean a different word, so none is allowed.
  if (isPlural(one, other)) return 1;
  return isSubstitution(one, other) || editsOfWord(one, other) > 1 ? Infinity : 1;
}

/** The number of typing errors; Infinity for a different word. */
function editsOfWord(typed: string, meant: string): number {
  if (typed === meant) return 0;
  if (isPlural(typed, meant) || (typed === 'url' && meant === 'uri')) return 1;
  const longest = Math.max(typed.length, meant.length);
  const most = longest >= 7 ? mostEdits : longest >= 3 ? 1 : 0;
  if (Math.abs(typed.length - meant.length) > most) return Infinity;
  const edits = editDistance(typed, meant);
  if (edits > most) return Infinity;
  // In short words, one letter makes a different word: tpu and gpu, count and mount.
  const isOther = longest === 3 || (longest < 7 && typed[0] !== meant[0]);
  return isOther && isSubstitution(typed, meant) ? Infinity : edits;
}

function isSubstitution(one: string, other: string): boolean {
  const letters = (word: string) => Array.from(word).toSorted().join('');
  return one.length === other.length && letters(one) !== letters(other);
}

function isPlural(one: string, other: string): boolean {
  return singular(one) === singular(other);
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
