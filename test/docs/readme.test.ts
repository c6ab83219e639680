// Keeps README true: its table lists every command.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { templateActions } from '../../app/domain/command/parse/command-problem.ts';
import { typedVerbs } from '../../app/domain/command/verb-names.ts';

const text = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('| `/job'));

test.each(typedVerbs)('the table of commands has /job %s', (verb) => {
  expect(rows.filter((row) => row.startsWith(`| \`/job ${verb}`))).not.toEqual([]);
});

test('the table of commands has no command that there is not', () => {
  const listed = rows.flatMap((row) => /^\| `\/job (\w+)/.exec(row)?.[1] ?? []);
  expect(listed.filter((verb) => !typedVerbs.some((known) => known === verb))).toEqual([]);
});

test.each(templateActions)(
  'the table of commands has what can be done to a template: %s',
  (action) => {
    expect(rows.filter((row) => row.includes('/job template')).join()).toContain(action);
  },
);
