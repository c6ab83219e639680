import { formatPath } from '../text/problem.ts';
import { fitsWildcard } from '../text/wildcard.ts';
import type { PolicyRules } from './policy-rules.ts';

/**
 * The patterns of a policy that fit none of these templates, as whole sentences with paths. Such a
 * rule may be a misspelt name, which then protects nothing.
 */
export function unmatchedTemplates(
  { channels, otherChannels, templates }: PolicyRules,
  names: readonly string[],
): readonly string[] {
  const places = [...channels, ...(otherChannels ? [['default', otherChannels] as const] : [])];
  const named = [
    ...places.flatMap(([id, { templates: patterns = [] }]) =>
      patterns.map((pattern, at) => ({ pattern, path: ['channels', id, 'templates', at] })),
    ),
    ...templates.map(({ pattern }) => ({ pattern, path: ['templates', pattern] })),
  ];
  const known = new Map<string, boolean>();
  const fits = (pattern: string): boolean => {
    const isKnown = known.get(pattern) ?? names.some((name) => fitsWildcard(pattern, name));
    known.set(pattern, isKnown);
    return isKnown;
  };
  return named
    .filter(({ pattern }) => !fits(pattern))
    .map(({ pattern, path }) => {
      const place = formatPath(path);
      return place === formatPath(['templates', pattern])
        ? `\`${place}\` fits no template.`
        : `\`${place}\` (\`${pattern}\`) fits no template.`;
    });
}
