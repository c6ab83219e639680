// Reads the report of a run: whether a named test passed.

import { resolve } from 'node:path';
import { z } from 'zod';
import type { NamedTest } from './mutant.ts';

/** What ran: each test file by its absolute path, why it could not be loaded if it couldn't, and its tests by their full name. */
export const reportSchema = z.array(
  z.object({
    file: z.string(),
    message: z.string(),
    tests: z.array(z.object({ name: z.string(), state: z.string() })),
  }),
);
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
  const file = report.find((one) => one.file === resolve(root, test.file));
  if (file === undefined) return { is: 'unrun', why: `there is no test file ${test.file}` };
  const named = file.tests.filter(({ name }) => name.includes(test.name));
  if (named.some(({ state }) => state === 'failed')) return { is: 'red' };
  if (named.some(({ state }) => state === 'passed')) return { is: 'green' };
  return {
    is: 'unrun',
    why:
      file.message === ''
        ? `no test of ${test.file} has this name: ${test.name}`
        : `${test.file} could not be run: ${file.message.split('\n', 1).join('')}`,
  };
}

/** A pattern of vitest's for full names that matches these names. */
export function patternOf(tests: readonly NamedTest[]): string {
  const names = [...new Set(tests.map(({ name }) => name))];
  return names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
}
