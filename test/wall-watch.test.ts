import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchWall } from '../app/wall-watch.ts';

let offMs: number;
let passed: number;
const moved = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  offMs = passed = 0;
  moved.mockReset();
});
afterEach(() => vi.useRealTimers());

const pass = (ms: number) => {
  passed += ms;
  vi.advanceTimersByTime(ms);
};

test('a wall clock that is set, either way, is noticed within a second, and once', () => {
  const watch = watchWall(
    { clock: () => 1_700_000_000_000 + passed + offMs, monotonic: () => passed },
    moved,
  );
  pass(5_000);
  expect(moved).not.toHaveBeenCalled();
  offMs = -600_000;
  pass(1_000);
  pass(5_000);
  expect(moved.mock.calls).toEqual([[-600_000]]);
  offMs = 0;
  pass(1_000);
  expect(moved.mock.calls).toEqual([[-600_000], [600_000]]);
  watch.stop();
  offMs = -1_000;
  pass(5_000);
  expect(moved).toHaveBeenCalledTimes(2);
});
