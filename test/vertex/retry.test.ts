import { expect, test } from 'vitest';
import { failed, succeeded, type Result } from '../../app/domain/error/failure.ts';
import { pauseUntil, retryRead } from '../../app/vertex/retry.ts';

const passing = (retryAfterMs?: number): Result<string> =>
  failed({ kind: 'transient', message: 'later', retryAfterMs });

/** Reads whose answers are given, on a clock that only pauses move. */
async function run(answers: readonly Result<string>[], { random = 1, deadline = 60_000 } = {}) {
  let time = 0;
  let reads = 0;
  const pauses: number[] = [];
  const result = await retryRead(
    {
      random: () => random,
      clock: () => time,
      pause: (ms) => {
        pauses.push(ms);
        time += ms;
        return Promise.resolve();
      },
    },
    deadline,
    () => Promise.resolve(answers[reads++] ?? passing()),
  );
  return { result, reads, pauses };
}

test('pauses grow, with full jitter, for four attempts in all', async () => {
  expect(await run([])).toMatchObject({ reads: 4, pauses: [1000, 2000, 4000] });
  expect(await run([], { random: 0.25 })).toMatchObject({ pauses: [250, 500, 1000] });
  expect(await run([passing(), succeeded('x')])).toMatchObject({ reads: 2, result: { ok: true } });
});

test('no sooner than Retry-After, and not at all when that is long', async () => {
  expect(await run([passing(7000), succeeded('x')])).toMatchObject({ pauses: [7000] });
  expect(await run([passing(100), succeeded('x')])).toMatchObject({ pauses: [1000] });
  expect(await run([passing(30_000)])).toMatchObject({
    reads: 1,
    result: { failure: { retryAfterMs: 30_000 } },
  });
});

test('nothing begins after the deadline', async () => {
  expect(await run([], { deadline: 3500 })).toMatchObject({ reads: 3, pauses: [1000, 2000] });
  expect(await run([], { deadline: 0 })).toMatchObject({ reads: 1 });
});

test('what is final is not read again', async () => {
  const final = failed({ kind: 'user', message: 'gone', httpStatus: 404 });
  expect(await run([final])).toMatchObject({ reads: 1, result: final });
});

test('a stopping bot does not wait', async () => {
  const stop = new AbortController();
  setTimeout(() => {
    stop.abort();
  }, 10);
  await expect(pauseUntil(stop.signal)(60_000)).rejects.toThrow();
  await expect(pauseUntil(stop.signal)(60_000)).rejects.toThrow();
});
