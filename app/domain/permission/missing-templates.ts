// Which templates a policy file names that there are not: a slip there leaves a template without
// its rule.

import { nearest } from '../text/nearest.ts';
import { fitsWildcard } from '../text/wildcard.ts';
import type { PolicyRules } from './policy-rules.ts';

export type MissingTemplate = {
  /** A name, or a pattern that no template matches. */
  readonly pattern: string;
  /** The channel whose rules name it; undefined: `templates`, or the rules of other channels. */
  readonly channel?: string | undefined;
  /** A template with a similar name. */
  readonly near?: string | undefined;
};

/**
 * Patterns that match none of the templates. Under `templates`, a pattern with `*` may be meant for
 * templates to come.
 */
export function missingTemplates(
  { templates, channels, otherChannels }: PolicyRules,
  names: readonly string[],
): readonly MissingTemplate[] {
  const ruled = templates.map(({ pattern }) => ({ pattern, channel: undefined }));
  const listed = [[undefined, otherChannels] as const, ...channels].flatMap(([channel, rules]) =>
    (rules?.templates ?? []).map((pattern) => ({ pattern, channel })),
  );
  return [...ruled.filter(({ pattern }) => !pattern.includes('*')), ...listed]
    .filter(({ pattern }) => !names.some((name) => fitsWildcard(pattern, name)))
    .map((one) => ({ ...one, near: nearest(one.pattern, names) }));
}
