import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { outProblem, sayOutError } from '../../app/audit/out-file.ts';

const failure = (code: string, syscall: string): Error =>
  Object.assign(new Error('failed'), { code, syscall });

test('what can be told before it is written', () => {
  const dir = mkdtempSync(join(tmpdir(), 'out-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  expect(outProblem(join(dir, 'audit.csv'))).toBeUndefined();
  expect(outProblem(dir)).toBe(`--out: ${dir} is a directory: name a file in it.`);
  const none = join(dir, 'none');
  expect(outProblem(join(none, 'audit.csv'))).toBe(
    `--out: there is no directory ${none}: make it first.`,
  );
});

test.each([
  ['ENOSPC', 'write', 'the disk is full'],
  ['EACCES', 'open', 'this user may not'],
  ['EIO', 'write', 'EIO'],
])('%s of %s is the file’s', (code, syscall, reason) => {
  expect(sayOutError('a.csv', failure(code, syscall))).toBe(
    `--out: a.csv can’t be written: ${reason}.`,
  );
});

test.each([
  ['ECONNREFUSED', 'connect'],
  ['EACCES', 'connect'],
  ['ECONNRESET', 'read'],
  ['EPIPE', 'write'],
])('%s of %s is not: it is a socket’s', (code, syscall) => {
  expect(sayOutError('a.csv', failure(code, syscall))).toBeUndefined();
});
