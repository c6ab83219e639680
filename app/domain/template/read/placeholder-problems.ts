// What is wrong with the placeholders of a template, whatever it is filled with.

import { placeholderUses, type PlaceholderUse } from '../fill/fill-placeholders.ts';
import { didYouMean } from '../../text/nearest.ts';
import type { Problem } from '../../text/problem.ts';
import type { Parameter } from '../parameter.ts';
import type { ReadTemplate } from '../template.ts';

/** Placeholders that can't be filled: malformed, without a parameter, or a list inside a text. */
export function placeholderProblems(template: ReadTemplate): readonly Problem[] {
  if (template.literal) return [];
  const { displayName, labels, jobSpec, encryptionSpec, fallback, parameters } = template;
  const tree = { displayName, labels, jobSpec, encryptionSpec, fallback };
  return placeholderUses(tree).flatMap((use) => {
    const message = useProblem(use, parameters);
    return message === undefined ? [] : [{ path: use.path, message }];
  });
}

function useProblem(use: PlaceholderUse, parameters: readonly Parameter[]): string | undefined {
  if (use.part.kind === 'malformed') {
    return 'has {{ that begins no placeholder such as {{name}}: write \\{{ for a literal {{';
  }
  const { name } = use.part;
  const parameter = parameters.find((each) => each.name === name);
  if (parameter === undefined) {
    const names = parameters.map((each) => each.name);
    return `has a placeholder \`${name}\` that is no parameter.${didYouMean(name, names)}`;
  }
  return parameter.type === 'list' && !use.whole
    ? `has the list \`${name}\` inside a text: a list must stand alone, as '{{${name}}}'`
    : undefined;
}
