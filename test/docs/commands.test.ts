// Keeps docs/commands.md true: its table lists every command, and it names every other word for one.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { templateActions } from '../../app/domain/command/parse/command-problem.ts';
import { typedVerbs, verbNamed } from '../../app/domain/command/verb-names.ts';
import { verbs } from '../../app/domain/command/verbs.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
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

test('it names every other word for a command', () => {
  const told = /^Other words for the same: ([^]*?)\n\n/m.exec(text)?.[1] ?? '';
  const words = [...told.matchAll(/`([\w-]+)`/g)].map(([, word = '']) => word);
  expect(words.toSorted()).toEqual(
    typedVerbs.flatMap((verb) => verbs[verb].typed.aliases).toSorted(),
  );
  for (const [, list = '', verb = ''] of told.matchAll(/((?:`[\w-]+`(?:, | and )?)+) \((\w+)\)/g)) {
    for (const [, word = ''] of list.matchAll(/`([\w-]+)`/g)) expect(verbNamed(word)).toBe(verb);
  }
});
