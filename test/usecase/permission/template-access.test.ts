// What a template says itself about who may launch it.

import { beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { permissionNow } from '../../../app/usecase/launch/launch-permission.ts';
import { createHarness, requester, target, type Harness } from '../harness.ts';

const roles = { lead: { people: ['U0BO'] }, operator: { people: ['U0ANA', 'U0BO'] } };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.setPolicy({ roles });
  bot.file.access = ['lead'];
});

/** The answer to a launch, whether it is refused at once or in the loop. */
async function ask(text: string, userId: string): Promise<Answer | undefined> {
  const answer = await bot.type(text, userId);
  await bot.wait(3_000);
  return answer ?? bot.answers.at(-1);
}

const refused = {
  kind: 'refused',
  act: 'launch',
  ask: ['U0BO'],
  why: { kind: 'not-granted', factor: { kind: 'template', template: 'hello' }, roles: ['lead'] },
};

test('only its roles launch it, and the form is for them', async () => {
  expect(await ask('launch hello', 'U0ANA')).toMatchObject(refused);
  expect(await ask('launch hello', 'U0BO')).toMatchObject({ kind: 'launch-stored' });
  expect(bot.creates).toHaveLength(1);
  for (const userId of ['U0ANA', 'U0BO']) {
    const asked = { key: userId, trigger: 't', requester: { ...requester, userId } };
    await bot.interactions.press(asked, { verb: 'menu' });
    await bot.runUntilIdle();
  }
  expect(bot.shown).toMatchObject([
    { form: { templates: [], others: 1 } },
    { form: { templates: [{ name: 'hello' }], others: 0 } },
  ]);
});

test('it never widens what the policy file says', async () => {
  bot.file.access = ['operator'];
  bot.setPolicy({ roles, templates: { hello: { launch: 'lead' } } });
  expect(await ask('launch hello', 'U0ANA')).toMatchObject(refused);
  expect(await ask('launch hello', 'U0BO')).toMatchObject({ kind: 'launch-stored' });
});

test('what is added to it counts for a re-run of an earlier version, too', async () => {
  delete bot.file.access;
  const first = await ask('launch hello', 'U0ANA');
  const handle = first?.kind === 'launch-stored' ? first.handle : '';
  bot.file.version = 'v2';
  bot.file.access = ['lead'];
  expect(await ask(`rerun ${handle} steps=5`, 'U0ANA')).toMatchObject(refused);
  expect(bot.creates).toHaveLength(1);
  expect(await ask(`rerun ${handle} steps=5`, 'U0BO')).toMatchObject({ kind: 'launch-stored' });
  // And what was taken from it still counts for the version that had it.
  const second = await ask('launch hello steps=4', 'U0BO');
  const later = second?.kind === 'launch-stored' ? second.handle : '';
  bot.file.version = 'v3';
  delete bot.file.access;
  expect(await ask(`rerun ${later} steps=6`, 'U0ANA')).toMatchObject(refused);
  expect(bot.creates).toHaveLength(3);
});

test('a role that there is not is nobody’s, and doctor names it', async () => {
  bot.file.access = ['leed'];
  expect(await ask('launch hello', 'U0BO')).toMatchObject({ why: { roles: ['leed'] } });
  const answer = await bot.ask('doctor', 'U0BO');
  expect(answer?.kind === 'doctor' ? answer.findings : []).toContainEqual({
    about: 'policy-access',
    grade: 'problem',
    access: [{ template: 'hello', roles: ['leed'] }],
  });
});

test('without a policy file, the only role is that of full members', async () => {
  bot = await createHarness();
  bot.file.access = ['lead'];
  expect(await ask('launch hello', 'U0ADMIN')).toMatchObject({ why: { roles: ['lead'] } });
  bot.file.access = ['members'];
  bot.file.version = 'v2';
  expect(await ask('launch hello', 'U0ANA')).toMatchObject({ kind: 'launch-stored' });
});

test('/job policy shows it', async () => {
  const answer = await bot.ask('policy', 'U0ANA');
  expect(answer?.kind === 'policy' ? answer.view.limited : []).toMatchObject([
    { pattern: 'hello', roles: ['lead'], verdict: { allowed: false } },
  ]);
});

test('a form that it refuses stays open with what was typed', async () => {
  const submit = (userId: string) =>
    bot.interactions.submitForm(
      { key: `view:${userId}`, requester: { ...requester, userId } },
      { channel: requester.channel, template: 'hello', version: 'v1' },
      { parameters: { steps: '9' } },
    );
  expect(await submit('U0ANA')).toMatchObject({ ok: false, problems: { whole: refused.why } });
  expect(await submit('U0BO')).toMatchObject({ ok: true });
});

test('the version to launch and the template as it is now are both asked', async () => {
  await ask('launch hello', 'U0BO');
  const launched = { template: { name: 'hello', version: 'v1' }, target };
  bot.file.version = 'v2';
  bot.file.access = ['operator'];
  const accessNow = async () =>
    (await permissionNow({ ...bot.deps, templates: bot.files }, launched)).subject.access;
  expect(await accessNow()).toEqual([['lead'], ['operator']]);
  delete bot.file.access;
  expect(await accessNow()).toEqual([['lead']]);
});
