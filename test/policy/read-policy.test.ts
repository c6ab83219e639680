import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  createPolicyReader,
  largestPolicy,
  readPolicyFile,
  type PolicyBytes,
} from '../../app/policy/read-policy.ts';

const run = promisify(execFile);

const problemOf = (bytes: PolicyBytes) => (bytes.ok ? undefined : bytes.problem);

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'policy-'));
  path = join(dir, 'policy.yml');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('the hash is what sha256sum prints, also of text that is not ASCII or begins with a BOM', async () => {
  for (const text of ['grants: {}\n', '\uFEFF# Größe ✓\n', '']) {
    await writeFile(path, text);
    const { stdout } = await run('sha256sum', [path]);
    expect(await readPolicyFile(path)).toMatchObject({ ok: true, hash: stdout.slice(0, 12) });
  }
});

test('a file of the largest size is read, one byte more is not', async () => {
  await writeFile(path, 'x'.repeat(largestPolicy));
  expect(await readPolicyFile(path)).toMatchObject({ ok: true, text: 'x'.repeat(largestPolicy) });
  await writeFile(path, 'x'.repeat(largestPolicy + 1));
  expect(await readPolicyFile(path)).toMatchObject({ ok: false });
});

test('a pipe that nobody writes to blocks nothing', async () => {
  await run('mkfifo', [path]);
  expect(problemOf(await readPolicyFile(path))).toContain('is not a file');
});

test('a device without an end is no file either', async () => {
  expect(await readPolicyFile('/dev/zero')).toMatchObject({ ok: false });
});

test('a path with a backtick stays one sentence', async () => {
  expect(problemOf(await readPolicyFile(join(dir, 'a`b')))).toContain('a’b');
});

test('a file system that hangs is unreadable after 10 s, asked once, and used when it answers', async () => {
  vi.useFakeTimers();
  try {
    const { promise, resolve } = Promise.withResolvers<PolicyBytes>();
    const read = vi.fn(() => promise);
    const look = createPolicyReader('policy.yml', read);
    for (let looks = 0; looks < 2; looks++) {
      const seen = look();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(problemOf(await seen)).toContain('no answer within 10 s');
    }
    expect(read).toHaveBeenCalledTimes(1);
    const answer = { ok: true, mark: 'a', hash: 'a', text: '' } as const;
    const seen = look();
    resolve(answer);
    expect(await seen).toBe(answer);
    await look();
    expect(read).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});
