import { expect, test } from 'vitest';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { createHarness } from '../harness.ts';

const minute = 60_000;

test('what a job went through is remembered from poll to poll, and told at its end', async () => {
  const bot = await createHarness();
  const handle = await bot.launch();
  await bot.runUntilIdle();
  const { id } = bot.job().key;
  const started = bot.now() + 6 * minute;
  const pass = async (minutes: number, state: string, more: object = {}) => {
    bot.skip(minutes * minute);
    bot.set(id, { state, ...more });
    await bot.poll();
  };
  await pass(6, 'RUNNING', { startTime: started });
  await pass(20, 'PENDING');
  await pass(4, 'RUNNING');
  await pass(30, 'SUCCEEDED', { endTime: bot.now() + 30 * minute });

  const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
  expect(card?.job?.phases?.map(({ state }) => state)).toEqual([
    'PENDING',
    'RUNNING',
    'PENDING',
    'RUNNING',
    'SUCCEEDED',
  ]);
  if (card?.job === undefined) throw new Error('no card');
  const { createTime, startTime, endTime, stateSince: at, restarts } = card.job;
  const change = {
    kind: 'state' as const,
    to: 'SUCCEEDED',
    at,
    observedAt: at,
    createTime,
    startTime,
    endTime,
    errorAwaited: false,
    restarts,
  };
  const { text } = renderReply(
    { updates: [{ kind: 'job', change }], card, possiblyRepeated: false },
    { now: at, command: '/job', token: 't' },
  );
  expect(text).toContain(
    'pending 6 min · running 20 min · interrupted 4 min · running 30 min (attempt 2) · 1 h in all',
  );
});
