// Patterns of templates. They run in time linear in the value, whatever the pattern: one that never ends would stop every watch
// and every cancel. That leaves out look-arounds and back-references (https://github.com/google/re2/wiki/Syntax).

import { RE2JS } from 're2js';

/** Whether a value has a part that matches. @throws where `patternProblem` finds something */
export function matchesPattern(pattern: string, value: string): boolean {
  return RE2JS.compile(pattern).matcher(value).find();
}

/** What is wrong with a pattern, as it goes on after the pattern's name; undefined when it can be used. */
export function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch {
    return 'is not a regular expression of the kind that ends in time (RE2: no look-arounds, no back-references)';
  }
}
