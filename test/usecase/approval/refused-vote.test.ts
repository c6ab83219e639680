// A vote that is refused, and an approved launch while Slack doesn't answer.

import { beforeEach, expect, test, vi } from 'vitest';
import { createHarness, requester, type Harness } from '../harness.ts';

const roles = { lead: { people: ['U0BO', 'U0CY'] } };
const policy = { roles, grants: { approve: ['lead'] }, templates: { hello: { approve: {} } } };

let bot: Harness;
let handle: string;
beforeEach(async () => {
  bot = await createHarness();
  bot.people.add('U0CY');
  bot.setPolicy(policy);
  const answer = await bot.decided(bot.type('launch hello'));
  if (answer?.kind !== 'launch-waits') throw new Error('does not wait');
  handle = answer.handle;
  await bot.wait(2_000);
});

const audit = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));
/** In the window that asks why. */
const deny = (userId: string) => {
  const request = { key: `view:V${userId}`, requester: { ...requester, userId } };
  return bot.decided(bot.interactions.submitDeny(request, handle, 'too much'));
};

test('a denial that is refused at the door is on record as a denial', async () => {
  expect(await deny('U0GUEST')).toMatchObject({ kind: 'refused', act: 'deny' });
  expect(await audit('view:VU0GUEST:refused')).toMatchObject({ verb: 'deny', verdict: 'refused' });
});

test('a denial that is sent again after it was refused is answered', async () => {
  expect(await deny('U0ADMIN')).toMatchObject({ kind: 'refused', act: 'deny' });
  expect(await deny('U0ADMIN')).toMatchObject({ note: { kind: 'vote-refused-before' } });
  await deny('U0BO');
  expect(await deny('U0ADMIN')).toMatchObject({ kind: 'decided-before' });
});

test('an approved launch asks Slack less and less often while it does not answer', async () => {
  const request = { key: 'button:k', requester: { ...requester, userId: 'U0BO' } };
  await bot.interactions.press(request, { verb: 'approve', handle });
  await bot.votes();
  bot.remembers.value = false;
  bot.lookUp.failure = { kind: 'transient', message: 'ratelimited' };
  const asked = vi.spyOn(bot.deps.directory, 'person');
  await bot.wait(10 * 60_000);
  expect(bot.creates).toEqual([]);
  expect(asked.mock.calls.length).toBeGreaterThan(5);
  expect(asked.mock.calls.length).toBeLessThan(30);
});
