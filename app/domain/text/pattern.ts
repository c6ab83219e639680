// Patterns of templates. They run in time linear in the value, whatever the pattern: one that never ends would stop every watch
// and every cancel. That leaves out look-arounds and back-references (https://github.com/google/re2/wiki/Syntax). Linear is each
// character times the pattern's size, so that is bounded, too.

import { RE2JS } from 're2js';

const longestPattern = 500;
/** Instructions of all patterns of a template: with values as long as may be, they are checked in some hundredths of a second. */
export const largestPatterns = 2_000;

/** Whether a value has a part that matches. @throws where `patternProblem` finds something */
export function matchesPattern(pattern: string, value: string): boolean {
  return RE2JS.compile(pattern).matcher(value).find();
}

/** What is wrong with a pattern, as it goes on after the pattern's name; undefined when it can be used. */
export function patternProblem(pattern: string): string | undefined {
  // Even to read a longer one takes too long.
  if (pattern.length > longestPattern) return `must be at most ${longestPattern} characters long`;
  try {
    return patternSize(pattern) > largestPatterns
      ? 'repeats too much: every value takes too long to check'
      : undefined;
  } catch {
    return 'is not a regular expression of the kind that ends in time (RE2: no look-arounds, no back-references)';
  }
}

/** In instructions of its program: `x{500}` is 500 of them. @throws where `patternProblem` finds something */
export function patternSize(pattern: string): number {
  return RE2JS.compile(pattern).programSize();
}
