// Keeps docs/retention.md true: each table that there is has its line, and nothing else has.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultRetention } from '../../app/domain/retention/retention.ts';
import { writeFresh } from '../store/fresh-sqlite.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/retention.md'), 'utf8');
const listed = text.split('\n').flatMap((line) => /^\| `(\w+)` +\|/.exec(line)?.[1] ?? []);

test('each table of the database is listed, once, and no other', async ({ onTestFinished }) => {
  const directory = mkdtempSync(join(tmpdir(), 'tables-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'a.db');
  await writeFresh(path);
  const db = new DatabaseSync(path);
  const rows = db.prepare("select name from sqlite_master where type = 'table'").all();
  db.close();
  const tables = rows.map(({ name }) => String(name)).filter((name) => !name.startsWith('sqlite_'));
  expect(listed.toSorted()).toEqual(tables.toSorted());
});

test('each says what is in it, and how long', () => {
  for (const line of text.split('\n').filter((one) => one.startsWith('| `'))) {
    expect(line.split('|').map((cell) => cell.trim() !== '')).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  }
});

test('it names the default', () => {
  expect(text).toContain(`RETENTION=${defaultRetention}`);
});
