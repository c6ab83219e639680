// Patterns in templates. They run in time linear in the value; one that never ended would block
// every poll and every cancel. So look-arounds and back-references aren't available
// (https://github.com/google/re2/wiki/Syntax). The time per character grows with the pattern's
// size, so that is limited, too.

import { RE2JS } from 're2js';

const longestPattern = 500;
/**
 * For all patterns of a template, in instructions. With the longest values, they run within some
 * hundredths of a second.
 */
export const largestPatterns = 2_000;

/** Whether any part of the value matches. @throws if `patternProblem` finds a problem */
export function matchesPattern(pattern: string, value: string): boolean {
  return RE2JS.compile(pattern).matcher(value).find();
}

/** The problem with a pattern, to follow its name; undefined if there is none. */
export function patternProblem(pattern: string): string | undefined {
  // Even parsing a longer one takes too long.
  if (pattern.length > longestPattern) return `must be at most ${longestPattern} characters long`;
  try {
    return patternSize(pattern) > largestPatterns
      ? 'repeats too much: every value takes too long to check'
      : undefined;
  } catch {
    return 'is not a regular expression of the kind that ends in time (RE2: no look-arounds, no back-references)';
  }
}

/** In instructions of its program: `x{500}` is 500. @throws if `patternProblem` finds a problem */
export function patternSize(pattern: string): number {
  return RE2JS.compile(pattern).programSize();
}
