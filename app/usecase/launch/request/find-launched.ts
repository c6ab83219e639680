// The template that a launch names, or what to say if it can’t be used.

import { problemAnswer, type Answer } from '../../../domain/answer/answer.ts';
import { nearest } from '../../../domain/text/nearest.ts';
import type { TemplateRequestProblem } from '../../../domain/template/text/template-request-problem.ts';
import { brokenFile, findTemplate } from '../../../domain/template/template-name.ts';
import type { Template } from '../../../domain/template/template.ts';
import type { Templates } from '../../ports/templates.ts';

/**
 * The template that is meant. The name of a broken file never resolves to another template by slug;
 * its problems are reported.
 */
export async function findLaunched(
  templates: Templates,
  name: string,
): Promise<Template | undefined> {
  const exact = await templates.get(name);
  if (exact !== undefined) return exact;
  const broken = brokenFile(await templates.problems(), name);
  if (broken !== undefined && broken.inUse === undefined) return undefined;
  return findTemplate(await templates.list(), name);
}

/** Says that there is no such template, or why it can't be used, and which ones exist. */
export async function unknownTemplate(templates: Templates, name: string): Promise<Answer> {
  const broken = brokenFile(await templates.problems(), name);
  if (broken !== undefined) {
    return problemAnswer({ kind: 'template-broken', name, problems: broken.problems });
  }
  const names = (await templates.list()).map((template) => template.name);
  return {
    kind: 'problem',
    problems: [noTemplate(name, names)],
    hint: { kind: 'templates-there-are', names },
  };
}

/** No template has this name; with the nearest one. */
export function noTemplate(name: string, names: readonly string[]): TemplateRequestProblem {
  return { kind: 'no-template', name, near: nearest(name, names) };
}
