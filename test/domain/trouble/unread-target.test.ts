import { expect, test } from 'vitest';
import { isUnread } from '../../../app/domain/trouble/unread-target.ts';

const minute = 60_000;
const now = 100 * minute;
const sixTicksAgo = now - minute;
const problem = 'HTTP 503';
const stretched = { everyMs: 34_000, tickMs: 10_000, jobs: 10_200, reads: 102, share: 30 };

test.for([
  [
    'was read after the first of six polls was due',
    { lastGoodPollAt: sixTicksAgo, problem },
    false,
  ],
  ['was read before, and polls fail', { lastGoodPollAt: sixTicksAgo - 1, problem }, true],
  [
    'is polled every 34 s, and was read after the first of six such polls',
    { lastGoodPollAt: now - 204_000, problem, pace: stretched },
    false,
  ],
  [
    'is polled every 34 s, and was read before that',
    { lastGoodPollAt: now - 204_001, problem, pace: stretched },
    true,
  ],
  [
    'is polled every five minutes because of 429s: they are the trouble',
    {
      lastGoodPollAt: now - 204_001,
      problem,
      pace: { ...stretched, everyMs: 5 * minute, slowMs: 5 * minute },
    },
    true,
  ],
  ['was never read, and polls fail', { problem }, true],
  ['was never read, and its first poll isn’t over', {}, false],
  ['has a poll that takes long', { lastGoodPollAt: now - 10 * minute }, false],
  ['has a poll that hangs', { lastGoodPollAt: now - 10 * minute - 1 }, true],
] as const)('a target that %s', ([, health, isTrouble]) => {
  expect(
    isUnread({ lastGoodPollAt: undefined, problem: undefined, ...health }, sixTicksAgo, now),
  ).toBe(isTrouble);
});

test('before six polls were due, nothing is known: the bot itself may have been down', () => {
  expect(isUnread({ lastGoodPollAt: 0, problem }, undefined, now)).toBe(false);
});
