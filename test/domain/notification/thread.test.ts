import { describe, expect, test } from 'vitest';
import {
  mostUpdatesPerReply,
  nextDelivery,
  type OpenUpdate,
  type Thread,
} from '../../../app/domain/notification/thread.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { failed } from './samples.ts';

const thread: Thread = {
  id: 't1',
  channel: 'C1',
  launchId: 'l1',
  requesterId: 'U1',
  rootTs: '1.2',
  roots: 1,
  cardWanted: 1,
  cardShown: 1,
  attempts: 0,
  parkedTold: false,
};
const dropped: Update = { kind: 'launch-dropped', at: 0, by: 'U1' };
const question: Update = { kind: 'launch-unknown', at: 0, looks: 5, token: 'x' };
const rows = (...updates: readonly Update[]): readonly OpenUpdate[] =>
  updates.map((update, index) => ({ id: String(index), seq: index, key: `k${index}`, update }));

describe('what a thread needs next', () => {
  test('nothing, when all is told and the card is shown', () => {
    expect(nextDelivery(thread, [])).toBeUndefined();
  });

  test('its root first, whatever waits', () => {
    const rootless = { ...thread, rootTs: undefined, cardWanted: 5 };
    expect(nextDelivery(rootless, rows(dropped))).toEqual({ what: 'root', updates: [] });
  });

  test('replies before the card, all that wait in one', () => {
    const open = rows(dropped, dropped, dropped);
    expect(nextDelivery({ ...thread, cardWanted: 4 }, open)).toEqual({
      what: 'reply',
      updates: open,
    });
  });

  test('the card when it should look different', () => {
    expect(nextDelivery({ ...thread, cardWanted: 2 }, [])?.what).toBe('card');
  });

  test('a question keeps a reply of its own', () => {
    const open = rows(dropped, question, dropped);
    expect(nextDelivery(thread, open)?.updates).toEqual(open.slice(0, 1));
    expect(nextDelivery(thread, open.slice(1))?.updates).toEqual(open.slice(1, 2));
  });

  test('what completes a posted reply stands alone, and goes along with one that was not posted yet', () => {
    const completing = (key: string): Update => ({
      ...failed,
      change: { ...failed.change, kind: 'reason' },
      completes: key,
    });
    const later = rows(dropped, completing('k-told-before'), dropped);
    expect(nextDelivery(thread, later)?.updates).toEqual(later.slice(0, 1));
    expect(nextDelivery(thread, later.slice(1))?.updates).toEqual(later.slice(1, 2));
    const together = rows(failed, completing('k0'), dropped);
    expect(nextDelivery(thread, together)?.updates).toEqual(together);
  });

  test('a long silence ends in bounded replies', () => {
    const open = rows(...Array.from({ length: mostUpdatesPerReply + 5 }, () => dropped));
    expect(nextDelivery(thread, open)?.updates).toHaveLength(mostUpdatesPerReply);
  });
});
