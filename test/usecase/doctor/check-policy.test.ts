import { beforeEach, expect, test } from 'vitest';
import type { PolicyFinding } from '../../../app/domain/doctor/policy-check.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

async function found(userId = 'U0ANA', channel = requester.channel) {
  const answer = await bot.ask('doctor', userId, undefined, channel);
  if (answer?.kind !== 'doctor') throw new Error(`not examined: ${JSON.stringify(answer)}`);
  return answer.findings.filter((one): one is typeof one & PolicyFinding =>
    one.about.startsWith('policy'),
  );
}

test('without a file the default policy holds', async () => {
  expect(await found()).toEqual([{ about: 'policy', grade: 'ok' }]);
});

test('a file is named without its folders, with its hash and since when', async () => {
  bot.setPolicy({ grants: { launch: 'members' } }, { since: 42 });
  expect(await found()).toEqual([
    {
      about: 'policy',
      grade: 'ok',
      file: { name: 'policy.yml', hash: 'c0ffee123456', since: 42 },
    },
  ]);
});

test('a file that is broken now is told with why, and the hash of what decides', async () => {
  bot.setPolicy({}, { problems: ['`grants.lunch` is not a permission.'] });
  expect(await found()).toMatchObject([
    {
      about: 'policy-refused',
      grade: 'problem',
      hash: 'c0ffee123456',
      problems: { items: ['`grants.lunch` is not a permission.'], unseen: 0 },
    },
  ]);
});

test('rules of a channel are for who is in it and for admins, and counted for others', async () => {
  bot.membership.kinds.set('C0LAB', { kind: 'private' });
  bot.membership.shared.set('U0BO', ['C0LAB']);
  const channels = { C0LAB: { launch: 'none', templates: ['gone'] } };
  const problems = ['`channels.C0LAB.lunch` is not a permission, nor templates.'];
  bot.setPolicy({ roles: { none: {} }, channels }, { problems });
  const outside = await found('U0ANA');
  expect(outside).toMatchObject([
    { about: 'policy-refused', problems: { items: [], unseen: 1 } },
    {
      about: 'policy-warnings',
      warnings: { items: ['`roles.none` has nobody in it.'], unseen: 1 },
    },
    { about: 'policy-templates', missing: { items: [], unseen: 1 } },
  ]);
  expect(JSON.stringify(outside)).not.toMatch(/C0LAB|gone/);
  for (const [person, where] of [
    ['U0BO', requester.channel],
    ['U0ADMIN', requester.channel],
    ['U0ANA', 'C0LAB'],
  ]) {
    expect(await found(person, where)).toMatchObject([
      { problems: { items: problems, unseen: 0 } },
      { warnings: { items: [expect.anything(), expect.anything()], unseen: 0 } },
      { missing: { items: [{ pattern: 'gone', channel: 'C0LAB' }], unseen: 0 } },
    ]);
  }
});

test('a template that there is, also in a broken file, is not missing', async () => {
  bot.broken.push({ file: 'bert.yaml', name: 'bert', problems: ['It is broken.'] });
  bot.setPolicy({ templates: { hello: {}, bert: {}, helo: {} } });
  expect((await found()).at(0)).toMatchObject({
    about: 'policy-templates',
    missing: { items: [{ pattern: 'helo', near: 'hello' }] },
  });
});

test('user groups that Slack doesn’t show are told with its reason', async () => {
  const unread = { group: 'S0OPS', why: 'missing_scope', passing: false };
  bot.groups.unread.set('S0OPS', unread);
  bot.setPolicy({ roles: { ops: { groups: ['S0OPS'] } } });
  expect((await found()).at(0)).toEqual({
    about: 'policy-groups',
    grade: 'problem',
    groups: ['S0OPS'],
    why: 'missing_scope',
    passing: false,
  });
});

test('user groups of which Slack tells too late are said to be not known now', async () => {
  bot.groups.hang = true;
  bot.patience.resolve(undefined);
  // Without the groups it isn't known either whether they may see everything.
  bot.setPolicy({ roles: { ops: { groups: ['S0OPS'] } }, grants: { admin: 'ops' } });
  expect((await found('U0BO')).at(0)).toEqual({
    about: 'policy-groups',
    grade: 'unknown',
    groups: ['S0OPS'],
    why: 'no answer within 5 s',
    passing: true,
  });
});

test('replicas that go by another file are named, while they are alive', async () => {
  const report = (id: string) => bot.store.transaction((tx) => tx.replicas.report(id));
  // Reports of the harness name no policy.
  await report('here:1');
  await report('pod-b:1');
  expect(await found()).toEqual([{ about: 'policy', grade: 'ok' }]);
  bot.setPolicy({});
  expect(await found()).toContainEqual({
    about: 'policy-replicas',
    grade: 'problem',
    others: [{ id: 'pod-b:1' }],
  });
  await bot.wait(3 * 60_000 + 1);
  expect(await found()).toMatchObject([{ about: 'policy', grade: 'ok' }]);
});
