// I7: every act that changes something has an audit row that names a person, written before the call and completed after it.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../../app/domain/error/failure.ts';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import { createHarness, requester, settings, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});
const row = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));
const press = (act: Action) =>
  bot.interactions.press({ key: 'button:1', requester: { ...requester, userId: 'U0BO' } }, act);
const launchRow = async (handle: string) => {
  const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
  return row(card?.launch.requestKey ?? '');
};
const badImage: Failure = { kind: 'user', message: 'bad image', httpStatus: 400 };
const lost: Failure = { kind: 'in-doubt', message: 'reset' };

describe('a launch', () => {
  test('that Vertex refuses', async () => {
    bot.vertexScript.onCreate = { failure: badImage, recorded: false };
    await bot.type('launch hello', 'U0ANA', 'k1');
    await bot.wait(60_000);
    expect(await row('command:k1')).toMatchObject({
      actor: 'U0ANA',
      verb: 'launch',
      outcome: 'refused by Vertex: bad image',
    });
  });

  test('that is cancelled before it is sent', async () => {
    const handle = await bot.launch();
    await bot.type(`cancel ${handle}`, 'U0ANA', 'k2');
    await bot.cancels();
    await bot.cancels();
    expect(await launchRow(handle)).toMatchObject({
      actor: 'U0ANA',
      outcome: 'cancelled before it was sent',
    });
    expect(await row('command:k2')).toMatchObject({
      actor: 'U0ANA',
      outcome: 'prevented the launch',
    });
  });

  test('that somebody gives up', async () => {
    bot.vertexScript.onCreate = { failure: lost, recorded: false };
    const handle = await bot.launch();
    await bot.wait(settings.quarantineMs + 60_000);
    await press({ verb: 'drop', handle });
    await bot.wait(1_000);
    expect(await row('button:1:drop')).toMatchObject({
      actor: 'U0BO',
      verb: 'drop',
      subject: handle,
      outcome: 'given up',
    });
    expect(await launchRow(handle)).toMatchObject({
      actor: 'U0ANA',
      outcome: 'no job was found, and a person gave it up',
    });
  });
});

test('a cancel, before Vertex is asked and when the end was read', async () => {
  const handle = await bot.launch();
  await bot.wait(3_000);
  await bot.type(`cancel ${handle}`, 'U0ANA', 'k2');
  await bot.cancels();
  expect(bot.cancelCalls).toHaveLength(0);
  const before = await row('command:k2');
  expect(before).toMatchObject({ actor: 'U0ANA', verb: 'cancel' });
  expect(before?.outcome).toBeUndefined();
  await bot.wait(60_000);
  expect(bot.cancelCalls).toHaveLength(1);
  bot.set(bot.job().key.id, { state: 'CANCELLED', endTime: bot.now() });
  await bot.poll();
  await bot.wait(60_000);
  expect((await row('command:k2'))?.outcome).toBe('job CANCELLED');
});

test('a watch', async () => {
  await bot.type('watch label.team=vision', 'U0ANA', 'k1');
  await bot.wait(5_000);
  expect(await row('command:k1')).toMatchObject({
    actor: 'U0ANA',
    verb: 'watch',
    outcome: 'watching',
  });
});

describe('a row says', () => {
  const policy = {
    roles: { lead: { people: ['U0ANA'] }, ops: { people: ['U0BO'] } },
    grants: { launch: ['lead'], 'cancel-any': ['ops'], view: ['lead', 'ops'] },
  };

  test('who asked, where, for what, of what spec, and by which rule they may', async () => {
    bot.setPolicy(policy);
    await bot.type('launch hello', 'U0ANA', 'k1');
    await bot.wait(3_000);
    const launched = await row('command:k1');
    expect(launched).toMatchObject({
      actor: 'U0ANA',
      surface: 'slash',
      channel: requester.channel,
      verb: 'launch',
      template: 'hello',
      verdict: 'allowed',
      rule: 'role:lead',
    });
    expect(launched?.job).toBe(launched?.subject);
    expect(launched?.specHash).toMatch(/^[0-9a-f]{64}$/);
    await press({ verb: 'cancel', handle: launched?.job ?? '', reason: 'wrong data' });
    await bot.cancels();
    expect(await row('button:1')).toMatchObject({
      actor: 'U0BO',
      surface: 'button',
      job: launched?.job,
      verdict: 'allowed',
      rule: 'role:ops',
      reason: 'wrong data',
    });
  });

  test('which factor refused', async () => {
    bot.setPolicy(policy);
    await bot.type('launch hello', 'U0BO', 'k1');
    await bot.wait(3_000);
    expect(await row('command:k1:refused')).toMatchObject({
      actor: 'U0BO',
      surface: 'slash',
      template: 'hello',
      verdict: 'refused',
      rule: 'not-granted:grants',
    });
  });

  test('that a job was named which somebody else may stop', async () => {
    const handle = await bot.launch();
    await bot.wait(3_000);
    await bot.type(`cancel ${handle}`, 'U0BO', 'k2');
    await bot.wait(3_000);
    const refused = (await row('command:k2')) ?? (await row('command:k2:refused'));
    expect(refused).toMatchObject({
      verdict: 'refused',
      rule: 'no-permission:cancel-any',
      job: handle,
    });
  });
});
