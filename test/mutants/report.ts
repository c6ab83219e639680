// Reads vitest's report of a run: whether a named test passed.

import { resolve } from 'node:path';
import { z } from 'zod';
import type { NamedTest } from './mutant.ts';

/** The part of vitest's JSON report that is read. */
export const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
        }),
      ),
    }),
  ),
});
export type Report = z.infer<typeof reportSchema>;

/**
 * - `green`: the named test ran and passed. `red`: it ran and failed.
 * - `unrun`: no test of that name ran, because there is none or because its file could not be loaded.
 */
export type Colour =
  | { readonly is: 'green' }
  | { readonly is: 'red' }
  | { readonly is: 'unrun'; readonly why: string };

/** The colour of the named test; `root` is the directory it ran in. */
export function colourOf(report: Report, test: NamedTest, root: string): Colour {
  const file = report.testResults.find(({ name }) => name === resolve(root, test.file));
  if (file === undefined) return { is: 'unrun', why: `there is no test file ${test.file}` };
  const named = file.assertionResults.filter((one) => fullName(one).includes(test.name));
  if (named.some(({ status }) => status === 'failed')) return { is: 'red' };
  if (named.some(({ status }) => status === 'passed')) return { is: 'green' };
  return {
    is: 'unrun',
    why:
      file.message === ''
        ? `no test of ${test.file} has this name: ${test.name}`
        : `${test.file} could not be run: ${file.message.split('\n', 1).join('')}`,
  };
}

type Titles = { readonly ancestorTitles: readonly string[]; readonly title: string };

function fullName({ ancestorTitles, title }: Titles): string {
  return [...ancestorTitles.filter((one) => one !== ''), title].join(' > ');
}

/** A pattern for vitest's `-t` that matches these names. */
export function patternOf(tests: readonly NamedTest[]): string {
  const names = [...new Set(tests.map(({ name }) => name))];
  return names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
}
