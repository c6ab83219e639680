// Many jobs, the question about them, and its answers.

import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { Bulk } from '../../../app/domain/bulk/bulk.ts';
import { requester, type Harness } from '../harness.ts';

/** Launches this many as somebody, runs them, and returns their handles. */
export async function launchMany(
  bot: Harness,
  count: number,
  { userId = 'U0ANA', channel = requester.channel, first = 10 } = {},
): Promise<readonly string[]> {
  const handles: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    const text = `launch hello steps=${first + nth}`;
    const answer = await bot.decided(bot.type(text, userId, undefined, channel));
    if (answer?.kind !== 'launch-stored') throw new Error(`not stored: ${JSON.stringify(answer)}`);
    handles.push(answer.handle);
    await bot.runUntilIdle();
  }
  await bot.wait(count * 1_000 + 3_000);
  await bot.poll();
  return handles;
}

/** The question that an answer is. */
export function questionIn(answer: Answer | undefined): Bulk {
  if (answer?.kind !== 'bulk-asks') throw new Error(`no question: ${JSON.stringify(answer)}`);
  return answer.bulk;
}

/** Presses a button of the question, as who asked it. */
export async function pressMany(
  bot: Harness,
  { id: bulk, requester: its }: Bulk,
  how: {
    readonly verb?: 'confirm-many' | 'leave-many';
    readonly userId?: string;
    readonly key?: string;
  } = {},
): Promise<Answer | undefined> {
  const { verb = 'confirm-many', userId = its.userId, key = '' } = how;
  const before = bot.answers.length;
  const acked = await bot.interactions.press(
    {
      key: `button:t:${verb}:${bulk}:${userId}${key}`,
      requester: { ...its, userId, asked: true },
    },
    { verb, bulk },
  );
  await bot.answered();
  return acked ?? bot.answers.slice(before).at(-1);
}

/** Lets jobs that are being cancelled end as cancelled, but those that `how` says otherwise. */
export async function endAll(
  bot: Harness,
  how: (displayName: string) => 'CANCELLED' | 'SUCCEEDED' = () => 'CANCELLED',
): Promise<void> {
  for (const { key, state, displayName } of [...bot.jobs.values()]) {
    if (state !== 'CANCELLING') continue;
    bot.set(key.id, { state: how(displayName), endTime: bot.now() });
  }
  await bot.poll();
}
