// Of a launch that waits for an approval, `status` offers somebody only what they may do.

import { beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

let bot: Harness;
let handle: string;

beforeEach(async () => {
  bot = await createHarness();
  bot.people.add('U0CY');
  bot.setPolicy({
    roles: { lead: { people: ['U0BO'] } },
    grants: { approve: ['lead'] },
    templates: { hello: { approve: {} } },
  });
  const answer = await bot.decided(bot.type('launch hello'));
  if (answer?.kind !== 'launch-waits') throw new Error(`does not wait: ${JSON.stringify(answer)}`);
  handle = answer.handle;
  await bot.wait(2_000);
});

const shown = (answer: Answer | undefined) => {
  if (answer?.kind !== 'status') throw new Error(`no status: ${JSON.stringify(answer)}`);
  const { text, blocks } = renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' });
  const buttons = blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((one) => ('text' in one ? one.text.text : one.type));
  return { text, buttons };
};
const status = async (userId: string) => shown(await bot.ask(`status ${handle}`, userId));
const whoDecides = 'You can’t approve or deny it. Asked to decide: <@U0BO>.';

test.for([
  ['who asked for it', 'U0ANA', ['See the spec', 'Withdraw']],
  ['its approver', 'U0BO', ['Approve', 'Deny', 'See the spec']],
  ['an admin who is no approver', 'U0ADMIN', ['See the spec', 'Withdraw']],
  ['somebody else', 'U0CY', ['See the spec']],
] as const)('it offers %s what they may do', async ([, userId, buttons]) => {
  const answer = await status(userId);
  expect(answer.buttons).toEqual(buttons);
  expect(answer.text.includes(whoDecides)).toBe(userId !== 'U0BO');
});

test('a press of Status is answered in the same way', async () => {
  await bot.interactions.press(
    { key: 'button:1', requester: { ...requester, userId: 'U0CY' } },
    { verb: 'status', handle },
  );
  await bot.runUntilIdle();
  expect(shown(bot.answers.at(-1)).buttons).toEqual(['See the spec']);
});

test('the card in the channel keeps all of its buttons', async () => {
  await status('U0CY');
  const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
  expect(card).not.toHaveProperty('barred');
});
