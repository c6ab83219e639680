// That each line can be broken is seen here at once; that its test notices, by `npm run mutants`.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from './list.ts';
import { breakLine } from './mutant.ts';

const root = resolve(import.meta.dirname, '../..');

test('each name is one line’s', () => {
  const names = mutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(mutants)('$name stands in its file, once, and has a test', (mutant) => {
  const text = readFileSync(join(root, mutant.file), 'utf8');
  const broken = breakLine(mutant, text);
  expect(broken).toMatchObject({ ok: true });
  expect(broken.ok && broken.text).not.toBe(text);
  expect(existsSync(join(root, mutant.test.file))).toBe(true);
});
