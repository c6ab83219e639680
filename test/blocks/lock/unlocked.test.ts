import { expect, test } from 'vitest';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { channelActLines } from '../../../blocks/notification/channel-act.ts';
import { locksOf } from '../lock-samples.ts';
import { context } from '../samples.ts';

const [lock] = locksOf('the data moves');
const waits = /those that still wait for an approval only have to be approved\.$/;

test('who takes a lock off hears that what waits for an approval needs no new launch', () => {
  const answer = { kind: 'unlocked', locks: [lock], left: [] } as const;
  expect(renderAnswer(answer, context).text).toMatch(waits);
});

test('and so does the channel', () => {
  const act = { kind: 'unlocked', by: 'U0BO', at: lock.at, lock } as const;
  expect(plainText(channelActLines(act, context))).toMatch(waits);
});
