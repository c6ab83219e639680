import type { Result } from '../domain/error/failure.ts';

type Reading<T> = {
  /** When it began, Unix ms. */
  readonly at: number;
  readonly result: Promise<Result<T>>;
  /** How long it is good for; endless until it has ended. */
  goodForMs: number;
};

const freshMs = 60_000;
/** Somebody who was just given the role, or a passing failure, need not wait as long. */
const failedMs = 20_000;

/**
 * Keeps each project's last reading for a minute, and lets all who ask meanwhile have the same: a
 * newer one would say little new, and quotas are per minute.
 */
export function onceAMinute<T>(clock: () => number) {
  const readings = new Map<string, Reading<T>>();
  return (project: string, read: () => Promise<Result<T>>): Promise<Result<T>> => {
    const now = clock();
    const last = readings.get(project);
    // Unless the clock was set back.
    if (last !== undefined && now >= last.at && now < last.at + last.goodForMs) return last.result;
    const reading: Reading<T> = { at: now, result: read(), goodForMs: Infinity };
    readings.set(project, reading);
    void reading.result.then(({ ok }) => {
      reading.goodForMs = ok ? freshMs : failedMs;
    });
    return reading.result;
  };
}
