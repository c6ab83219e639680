import { describe, expect, test } from 'vitest';
import {
  foldEveryMs,
  foldsUntil,
  groupFlaps,
  isPassing,
  leastFlaps,
} from '../../../app/domain/notification/flaps.ts';
import { knownStates, terminalStates } from '../../../app/domain/job/state.ts';
import { mostUpdatesPerReply, nextDelivery } from '../../../app/domain/notification/thread.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { changeOf, context, jobOf, launchOf } from '../../blocks/samples.ts';
import { aThread } from '../../store/samples.ts';

const change = (to: string): Update => ({ kind: 'job', change: changeOf(to, {}) });
const flapping = (count: number): readonly Update[] =>
  Array.from({ length: count }, (_, nth) => change(nth % 2 === 0 ? 'PENDING' : 'RUNNING'));
const sizes = (updates: readonly Update[]) =>
  groupFlaps(updates, (update) => update).map(({ length }) => length);
const dropped: Update = { kind: 'launch-dropped', at: 0, by: 'U0ANA' };

describe('changes back and forth', () => {
  test('are those into any state that it may leave again, known or not, and no end', () => {
    for (const state of [...knownStates, 'MIGRATING', 'NEW_IN_2031']) {
      const isEnd = (terminalStates as readonly string[]).includes(state);
      expect([state, isPassing(change(state))]).toEqual([state, !isEnd]);
    }
    const told = (kind: 'gone' | 'reason'): Update => ({
      kind: 'job',
      change: changeOf('RUNNING', { kind }),
    });
    expect([dropped, told('gone'), told('reason')].map(isPassing)).toEqual([false, false, false]);
  });

  test('through PAUSED or a state that nobody knows yet are one thing as well; one pause is its own', () => {
    const through = (middle: string) =>
      ['RUNNING', middle, 'PENDING', 'RUNNING', middle, 'RUNNING'].map(change);
    expect(sizes(through('PAUSED'))).toEqual([6]);
    expect(sizes([...through('MIGRATING'), change('FAILED')])).toEqual([6, 1]);
    expect(sizes([change('PAUSED'), change('RUNNING')])).toEqual([1, 1]);
    expect(foldsUntil(1_000, [change('PAUSED')], leastFlaps)).toBe(1_000 + foldEveryMs);
    expect(foldsUntil(1_000, [change('PAUSED')], 1)).toBeUndefined();
  });

  test('are one thing where there are many of them in a row, and keep their place', () => {
    expect(sizes(flapping(leastFlaps))).toEqual([leastFlaps]);
    expect(sizes(flapping(leastFlaps - 1))).toEqual(Array(leastFlaps - 1).fill(1));
    expect(sizes([dropped, ...flapping(8), dropped, ...flapping(2), change('FAILED')])).toEqual([
      1, 8, 1, 1, 1, 1,
    ]);
  });

  test('wait for a minute after the last reply, unless something else is to be told', () => {
    expect(foldsUntil(1_000, flapping(2), leastFlaps)).toBe(1_000 + foldEveryMs);
    expect(foldsUntil(1_000, flapping(2), leastFlaps - 1)).toBeUndefined();
    expect(foldsUntil(1_000, [...flapping(2), change('FAILED')], leastFlaps)).toBeUndefined();
    expect(foldsUntil(undefined, flapping(2), leastFlaps)).toBeUndefined();
  });

  test('are told by one reply, however many', () => {
    const open = flapping(3 * mostUpdatesPerReply).map((update, nth) => ({
      id: `t:${nth}`,
      seq: nth,
      key: `job:${nth}`,
      update,
    }));
    const thread = { ...aThread('t'), rootTs: '1.1' };
    expect(nextDelivery(thread, open)?.updates).toEqual(open);
  });

  test('are counted in a line, each state that was seen, with where it is now', () => {
    const card = { launch: launchOf('oom'), job: jobOf('oom') };
    const updates = [...flapping(12), change('FAILED')];
    const { text } = renderReply({ updates, card, possiblyRepeated: false }, context);
    expect(text).toMatch(/^12 changes since .*, now running \(6 × pending, 6 × running\)\.$/m);
    expect(text).toMatch(/^<@U0ANA> Failed after /m);
    const [first] = renderReply(
      { updates: flapping(12), card, possiblyRepeated: false },
      context,
    ).text.split('\n');
    expect(first).toBe(`🟢 oom (${card.launch.handle}): 12 changes, now running`);
  });
});
