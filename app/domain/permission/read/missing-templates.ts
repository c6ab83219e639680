// Which templates a policy file names that there are not: a slip there leaves a template without
// its rule.

import { nearest } from '../../text/nearest.ts';
import { formatPath, quote } from '../../text/problem.ts';
import { fitsWildcard } from '../../text/wildcard.ts';
import type { PolicyRules } from '../policy-rules.ts';

export type MissingTemplate = {
  /** Where the file names it. */
  readonly path: readonly PropertyKey[];
  /** A name, or a pattern that no template matches. */
  readonly pattern: string;
  /** The channel whose rules name it; undefined: `templates`, or the rules of other channels. */
  readonly channel?: string | undefined;
  /** A template with a similar name, for the first few. */
  readonly near?: string | undefined;
};

/** Some hundredths of a second. Patterns that would take more are taken to match. */
const mostComparisons = 100_000;
const mostNear = 5;

/**
 * Names and patterns that match none of the templates. Under `templates`, a pattern with `*` may be
 * meant for templates to come.
 */
export function missingTemplates(
  { templates, channels, otherChannels }: PolicyRules,
  names: readonly string[],
): readonly MissingTemplate[] {
  const ruled = templates.map(({ pattern }) => ({
    path: ['templates', pattern],
    pattern,
    channel: undefined,
  }));
  const listed = [[undefined, otherChannels] as const, ...channels].flatMap(([channel, rules]) =>
    (rules?.templates ?? []).map((pattern, at) => ({
      path: ['channels', channel ?? 'default', 'templates', at],
      pattern,
      channel,
    })),
  );
  const fits = matcherOf(names);
  return [...ruled.filter(({ pattern }) => !pattern.includes('*')), ...listed]
    .filter(({ pattern }) => !fits(pattern))
    .map((one, at) => (at < mostNear ? { ...one, near: nearest(one.pattern, names) } : one));
}

/** The same as a sentence, for whoever reviews the file. */
export function sayMissing({ path, pattern, near }: MissingTemplate): string {
  const named = path.at(-1) === pattern ? '' : ` (${quote(pattern)})`;
  const remedy = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return `\`${formatPath(path)}\`${named} fits no template.${remedy}`;
}

function matcherOf(names: readonly string[]): (pattern: string) => boolean {
  const exact = new Set(names.map((name) => name.toLowerCase()));
  const known = new Map<string, boolean>();
  return (pattern) => {
    if (!pattern.includes('*')) return exact.has(pattern.toLowerCase());
    const isTooMuch = (known.size + 1) * names.length > mostComparisons;
    const isMatch =
      known.get(pattern) ?? (isTooMuch || names.some((name) => fitsWildcard(pattern, name)));
    known.set(pattern, isMatch);
    return isMatch;
  };
}
