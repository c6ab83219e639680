import { expect, test } from 'vitest';
import { makeHandle } from '../../../../app/domain/launch/handle.ts';
import { freeHandle } from '../../../../app/usecase/launch/request/store-launch.ts';
import { aLaunch } from '../../../store/samples.ts';
import { createHarness } from '../../harness.ts';

test('a handle is never used again, however unlucky the draw', async () => {
  const bot = await createHarness();
  const always = () => 0;
  const taken = makeHandle(always);
  const next = await bot.store.transaction(async (tx) => {
    expect(await freeHandle(tx, always)).toBe(taken);
    const ended = aLaunch('1', { handle: taken, state: 'dropped' });
    await tx.launches.insert(ended, undefined);
    return freeHandle(tx, always);
  });
  expect(next).not.toBe(taken);
  expect(next.startsWith(taken.slice(0, 1))).toBe(true);
});
