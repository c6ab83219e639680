import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { ParsedPolicy } from '../../app/domain/permission/read/parse-policy.ts';
import type { Judged } from '../../app/policy/judge-policy.ts';
import type { PolicyBytes } from '../../app/policy/read-policy.ts';
import { watchPolicy } from '../../app/policy/watch-policy.ts';
import { createTemplateText } from '../../app/templates/thread.ts';

const bytes = (text: string): PolicyBytes => ({ ok: true, mark: text, hash: text, text });

/** Watches a file that changes with each look; the last text stays. */
function watching(
  looks: readonly (string | Error)[],
  read: (text: string) => Promise<ParsedPolicy | undefined> = createTemplateText().policy,
) {
  const found: Judged[] = [];
  const warned: string[] = [];
  let at = 0;
  const look = (): Promise<PolicyBytes> => {
    const next = looks[Math.min(at++, looks.length - 1)] ?? '';
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(bytes(next));
  };
  const log = { warn: (message: string) => void warned.push(message) };
  const watch = watchPolicy({ look, read, everyMs: 5, log }, '{}', (one) => found.push(one));
  return { found, warned, watch, looked: () => at };
}

const hashes = (found: readonly Judged[]) => found.map((one) => one.ok && one.hash);

test('what is there for one look only never counts', async () => {
  const torn = ['{}', 'grants: {}', 'grants: { view: members }'];
  const { found, watch, looked } = watching(torn);
  await vi.waitFor(() => expect(looked()).toBeGreaterThan(6));
  watch.stop();
  expect(hashes(found)).toEqual(['grants: { view: members }']);
});

test('each change is told once, also back to what was', async () => {
  const { found, watch, looked } = watching(['roles: {}', 'roles: {}', 'roles: {}', '{}']);
  await vi.waitFor(() => expect(looked()).toBeGreaterThan(9));
  watch.stop();
  expect(hashes(found)).toEqual(['roles: {}', '{}']);
});

test('after it is stopped nothing is looked at, and what is being read no longer counts', async () => {
  const { promise, resolve } = Promise.withResolvers<ParsedPolicy | undefined>();
  const { found, watch, looked } = watching(['roles: {}'], () => promise);
  await vi.waitFor(() => expect(looked()).toBe(2));
  watch.stop();
  resolve(await createTemplateText().policy('roles: {}'));
  await sleep(30);
  expect(looked()).toBe(2);
  expect(found).toEqual([]);
});

test('a text that takes too long is tried again later', async () => {
  vi.useFakeTimers();
  try {
    let isSlow = true;
    const text = createTemplateText();
    const { found, watch } = watching(['roles: {}'], async (one) =>
      isSlow ? undefined : text.policy(one),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    isSlow = false;
    await vi.advanceTimersByTimeAsync(61_000);
    watch.stop();
    expect(found.map(({ ok }) => ok)).toEqual([false, true]);
  } finally {
    vi.useRealTimers();
  }
});

test('a look that fails in a way that nobody foresaw is logged, and it goes on', async () => {
  vi.useFakeTimers();
  try {
    const { found, warned, watch } = watching([new Error('odd'), 'roles: {}']);
    await vi.advanceTimersByTimeAsync(62_000);
    watch.stop();
    expect(warned).toHaveLength(1);
    expect(hashes(found)).toEqual(['roles: {}']);
  } finally {
    vi.useRealTimers();
  }
});

test('setting the wall clock back doesn’t stop it', async () => {
  const { found, watch } = watching(['roles: {}']);
  const real = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => real() - 365 * 86_400_000);
  try {
    await vi.waitFor(() => expect(hashes(found)).toEqual(['roles: {}']));
  } finally {
    vi.restoreAllMocks();
    watch.stop();
  }
});
