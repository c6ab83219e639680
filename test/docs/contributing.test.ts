// Keeps CONTRIBUTING.md true: every file, script and promise that it names exists.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const text = read('CONTRIBUTING.md');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
const isPath = (word: string): boolean =>
  /^(?:app|blocks|docs|test|\.ci)(?:\/|$)/.test(word) || /^[\w-]+\.(?:json|md|ts|yml)$/.test(word);
const paths = quoted.flatMap((code) => code.split(' ').filter(isPath));
const commands = [...text.matchAll(/npm (?:run )?([a-z][\w:-]*)/g)].map(([, name = '']) => name);

test('names files and folders that exist', () => {
  expect(paths.length).toBeGreaterThan(50);
  const exists = (path: string): boolean =>
    path.includes('*') ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path));
  expect(paths.filter((path) => !exists(path))).toEqual([]);
});

test('names scripts that package.json has', () => {
  expect(commands.length).toBeGreaterThan(5);
  const known = new Set(['install', 'scripts', ...Object.keys(scripts)]);
  expect(commands.filter((name) => !known.has(name))).toEqual([]);
});

test('names every promise and a test for it', () => {
  const rows = text.split('\n').filter((line) => /^\| I\d+ /.test(line));
  const numbers = rows.map((row) => Number(/^\| I(\d+)/.exec(row)?.[1]));
  expect(numbers).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
  expect(rows.filter((row) => !/`test\/[^`]+\.ts`/.test(row))).toEqual([]);
});
