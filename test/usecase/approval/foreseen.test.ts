// Whoever looks at a launch before it is made hears which approval it would wait for.

import { beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import {
  addForeignJob,
  createTemplateInteractions,
  specWithEnv,
} from '../template/template-interactions.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

const hour = 3_600_000;
const always = { hello: { approve: { expires: '8h' } } };
const roles = { lead: { people: ['U0BO', 'U0CY'] } };
const policy = { roles, grants: { approve: ['lead'] }, templates: always };
const waits = {
  kind: 'needs-approval',
  reasons: [{ kind: 'always' }],
  expiresMs: 8 * hour,
  called: { people: ['U0BO', 'U0CY'], groups: [], admins: false, members: false },
};

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.people.add('U0CY');
});

async function preview(channel = requester.channel): Promise<void> {
  const context = { channel, template: 'hello', version: bot.file.version };
  const entries = { parameters: { steps: '5' } };
  bot.interactions.previewForm({ key: 'p', requester, trigger: 't' }, context, entries);
  await bot.runUntilIdle();
}

test('a dry-run, also of a re-run, and the form’s preview say it, and leave nothing', async () => {
  const handle = await bot.launch();
  bot.setPolicy(policy);
  const dryRun = { kind: 'dry-run', foreseen: waits };
  expect(await bot.ask('launch hello steps=5 dry-run')).toMatchObject(dryRun);
  expect(await bot.ask(`rerun ${handle} steps=5 dry-run`)).toMatchObject(dryRun);
  expect(await bot.ask(`rerun ${handle} dry-run`)).toMatchObject(dryRun);
  await preview();
  expect(bot.shown).toMatchObject([{ kind: 'preview', answer: dryRun }]);
  const waiting = await bot.store.transaction((tx) => tx.launches.waiting(9));
  expect(waiting).toEqual([]);
});

test('what is foreseen is what comes', async () => {
  bot.setPolicy(policy);
  const foreseen = await bot.ask('launch hello dry-run');
  const answer = await bot.decided(bot.type('launch hello'));
  if (foreseen?.kind !== 'dry-run' || answer?.kind !== 'launch-waits') throw new Error('neither');
  const { reasons, called, askedAt, expiresAt } = answer.approval;
  const kind = 'needs-approval';
  // Where they are is asked only when they are called.
  const { outside, ...foreseeable } = called;
  expect(outside).toEqual([]);
  expect(foreseen.foreseen).toEqual({
    kind,
    reasons,
    called: foreseeable,
    expiresMs: expiresAt - askedAt,
  });
});

test('it is by the rules of the channel that the form is of', async () => {
  const channels = { C0PROD: { approve: ['ops'] } };
  bot.setPolicy({ ...policy, roles: { ...roles, ops: { people: ['U0CY'] } }, channels });
  await preview('C0PROD');
  expect(bot.shown).toMatchObject([{ answer: { foreseen: { called: { people: ['U0CY'] } } } }]);
});

test('the question before a re-run says it, and asks the same again', async () => {
  await bot.launch();
  bot.setPolicy(policy);
  const asked = await bot.ask('rerun hel steps=5');
  expect(asked).toMatchObject({ kind: 'rerun-asks', foreseen: waits });
  const handle = asked?.kind === 'rerun-asks' ? asked.handle : '';
  const press = { key: 'button:1', requester };
  expect(
    await bot.decided(bot.interactions.press(press, { verb: 'launch-anyway', handle })),
  ).toMatchObject({ kind: 'launch-waits', handle });
});

test('the question whether a second one is meant says it, typed or from a form', async () => {
  await bot.launch('launch hello steps=5');
  bot.setPolicy(policy);
  const question = { kind: 'launch-needs-confirmation', foreseen: waits };
  // Asked after the ack, and again when Slack delivers the request once more.
  const ask = () => bot.ask('launch hello steps=5', 'U0ANA', 'again');
  expect(await ask()).toMatchObject(question);
  expect(await ask()).toMatchObject(question);
  const context = { channel: requester.channel, template: 'hello', version: bot.file.version };
  const entries = { parameters: { steps: '5' } };
  const request = { key: 'form:1', requester };
  const { called, ...known } = waits;
  expect(called.people).not.toEqual([]);
  expect(await bot.interactions.submitForm(request, context, entries)).toMatchObject({
    ok: true,
    answer: { ...question, foreseen: known },
  });
});

test('a re-run of a job made elsewhere says it', async () => {
  bot.setPolicy({
    roles: { ...roles, lead: { people: ['U0BO'], workspaceAdmins: true } },
    grants: { approve: ['lead'] },
    templates: { 'job-*': { approve: {} } },
  });
  const name = addForeignJob(bot, specWithEnv([]), { displayName: 'theirs' });
  const answer = await createTemplateInteractions(bot).type(`rerun ${name} dry-run`);
  expect(answer).toMatchObject({ kind: 'dry-run', foreseen: { kind: 'needs-approval' } });
});

test('where nobody could give it, that it would be refused', async () => {
  bot.setPolicy({ ...policy, roles: { lead: { people: ['U0ANA'] } } });
  const why = { kind: 'nobody-could-approve', roles: ['lead'] };
  expect(await bot.ask('launch hello dry-run')).toMatchObject({
    foreseen: { kind: 'refused', why },
  });
});

test('while Slack doesn’t show who is in a group, what is known without it', async () => {
  bot.setPolicy({ ...policy, roles: { lead: { groups: ['S0MLLEADS'] } } });
  const unread = { group: 'S0MLLEADS', why: 'ratelimited', passing: true };
  bot.groups.unread.set('S0MLLEADS', unread);
  const answer = await bot.ask('launch hello dry-run');
  const { kind, reasons, expiresMs } = waits;
  expect(foreseenIn(answer)).toEqual({ kind, reasons, expiresMs, unsure: 'ratelimited' });
});

test('the answer follows the ack, as Slack is asked who could give it', async () => {
  bot.setPolicy(policy);
  expect(await bot.type('launch hello dry-run')).toBeUndefined();
  await bot.answered();
  expect(bot.answers).toMatchObject([{ kind: 'dry-run', foreseen: waits }]);
});

test('a launch that takes none is shown with the ack', async () => {
  bot.setPolicy({ ...policy, templates: { other: { approve: {} } } });
  expect(foreseenIn(await bot.type('launch hello dry-run'))).toBeUndefined();
});

function foreseenIn(answer: Answer | undefined): unknown {
  if (answer?.kind !== 'dry-run') throw new Error(`no preview: ${JSON.stringify(answer)}`);
  return answer.foreseen;
}
