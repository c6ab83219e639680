// What is wrong with the fallbacks of a template.

import { isMapping } from '../../spec/tree.ts';
import { formatPath, nameAll, type Problem } from '../../text/problem.ts';
import { withFallback } from '../fallback.ts';
import { sampleProblems } from '../fill/sample-body.ts';
import type { ReadTemplate } from '../template.ts';

/** What is wrong with a fallback that isn’t wrong with the template itself. */
export function fallbackProblems(template: ReadTemplate): readonly Problem[] {
  const own = new Set(sampleProblems(template).map(({ path, message }) => `${path} ${message}`));
  return (template.fallback ?? []).flatMap((one, at) => [
    ...sampleProblems(withFallback(template, one))
      .filter(({ path, message }) => !own.has(`${path} ${message}`))
      .map((problem) => inFallback(problem, at)),
    ...sameProblems(template, at),
  ]);
}

/** A problem of the template as a fallback has it, where the file says that. */
function inFallback(problem: Problem, at: number): Problem {
  if (problem.path === 'jobSpec.scheduling.strategy') {
    return { ...problem, path: formatPath(['fallback', at, 'strategy']) };
  }
  const message = `makes ${nameAll([problem.path])} wrong: it ${problem.message}`;
  return { ...problem, path: formatPath(['fallback', at]), message };
}

/** That a fallback tries again what was tried already. */
function sameProblems(template: ReadTemplate, at: number): readonly Problem[] {
  const tried = [template, ...(template.fallback ?? []).map((one) => withFallback(template, one))];
  const face = (one: ReadTemplate | undefined) => writeSorted([one?.targets, one?.jobSpec]);
  const before = tried.slice(0, at + 1).findIndex((one) => face(one) === face(tried[at + 1]));
  if (before < 0) return [];
  const what = before === 0 ? 'the template itself' : `fallback[${before - 1}]`;
  const message = `is the same as ${what}, so it would have no capacity either: leave it out`;
  return [{ path: formatPath(['fallback', at]), message }];
}

/** As JSON, whatever the order of its keys. */
function writeSorted(tree: unknown): string {
  return JSON.stringify(tree, (_, value: unknown) =>
    isMapping(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
