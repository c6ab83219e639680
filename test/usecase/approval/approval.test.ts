// A launch that takes an approval: who gives it, what is asked again, and how it ends without one.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

const hour = 3_600_000;
const roles = {
  lead: { people: ['U0BO', 'U0CY'] },
  operator: { people: ['U0ANA', 'U0BO', 'U0CY'] },
};
const policy = { roles, grants: { approve: ['lead'] }, templates: { hello: { approve: {} } } };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.people.add('U0CY');
  bot.setPolicy(policy);
});

const launched = (handle: string): Promise<Launch | undefined> =>
  bot.store.transaction((tx) => tx.launches.byHandle(handle));
const audit = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));

/** Launches as somebody, who is told that it waits. */
async function ask(text = 'launch hello', userId = 'U0ANA'): Promise<string> {
  const answer = await bot.decided(bot.type(text, userId));
  if (answer?.kind !== 'launch-waits') throw new Error(`does not wait: ${JSON.stringify(answer)}`);
  await bot.wait(2_000);
  return answer.handle;
}

const pressing = (userId: string, key: string, channel = requester.channel) => ({
  key: `button:${key}:${userId}`,
  requester: { ...requester, userId, channel },
});
const approve = (handle: string, userId: string, key = 'k', channel?: string) =>
  bot.decided(bot.interactions.press(pressing(userId, key, channel), { verb: 'approve', handle }));
const deny = (handle: string, userId: string, reason = 'too much') =>
  bot.decided(bot.interactions.submitDeny(pressing(userId, 'deny'), handle, reason));

/** Changes what is stored, as nobody may. */
async function tamper(handle: string, change: (launch: Launch) => Launch): Promise<void> {
  const launch = await launched(handle);
  if (launch === undefined) throw new Error('no such launch');
  await bot.store.transaction((tx) => tx.launches.overrule(change(launch), bot.now() + 12 * hour));
}
const withOtherName = (launch: Launch): Launch => ({
  ...launch,
  body: { ...launch.body, displayName: 'another' },
});

describe('a launch that takes an approval', () => {
  test('waits, and its approvers are called once', async () => {
    const handle = await ask();
    expect(bot.creates).toEqual([]);
    expect(await launched(handle)).toMatchObject({
      state: 'waiting',
      approval: {
        reasons: [{ kind: 'always' }],
        expiresAt: bot.now() - 2_000 + 24 * hour,
        called: { people: ['U0BO', 'U0CY'], groups: [], admins: false, members: false },
      },
    });
    expect(bot.roots()).toHaveLength(1);
    expect(bot.told()).toEqual(['approval-asked']);
  });

  test('is launched as soon as somebody approves it', async () => {
    const handle = await ask();
    expect(await approve(handle, 'U0BO')).toMatchObject({ kind: 'voted', verdict: 'approve' });
    await bot.wait(2_000);
    expect(bot.creates).toHaveLength(1);
    expect(bot.roots()).toHaveLength(1);
    expect(await launched(handle)).toMatchObject({
      state: 'bound',
      approval: { decision: { verdict: 'approved', by: 'U0BO' } },
    });
    expect(await audit('button:k:U0BO')).toMatchObject({
      actor: 'U0BO',
      verb: 'approve',
      subject: handle,
      outcome: 'approved',
    });
  });

  test('is not launched if somebody denies it, with the reason', async () => {
    const handle = await ask();
    expect(await deny(handle, 'U0BO')).toMatchObject({ kind: 'voted', verdict: 'deny' });
    await bot.wait(2_000);
    expect(bot.creates).toEqual([]);
    expect(await launched(handle)).toMatchObject({
      state: 'denied',
      approval: { decision: { verdict: 'denied', by: 'U0BO', reason: 'too much' } },
    });
    expect(bot.told()).toEqual(['approval-asked', 'approval-decided']);
    expect(await audit('button:deny:U0BO')).toMatchObject({ verb: 'deny', outcome: 'denied' });
  });

  test('is decided by the first of two, and the other is told by whom', async () => {
    const handle = await ask();
    const presses = ['U0BO', 'U0CY'].map((id) =>
      bot.interactions.press(pressing(id, 'k'), { verb: 'approve', handle }),
    );
    await Promise.all(presses);
    await bot.wait(2_000);
    expect(bot.answers).toMatchObject([
      { kind: 'voted' },
      { kind: 'decided-before', decision: { verdict: 'approved', by: 'U0BO' } },
    ]);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told().filter((kind) => kind === 'approval-decided')).toHaveLength(1);
    expect((await audit('button:k:U0CY'))?.outcome).toMatch(/^refused: /);
  });

  test('is approved once by a press, however often it arrives', async () => {
    const handle = await ask();
    for (let times = 0; times < 3; times++) {
      await bot.interactions.press(pressing('U0BO', 'k'), { verb: 'approve', handle });
    }
    await bot.wait(2_000);
    expect(bot.answers).toMatchObject([{ kind: 'voted' }]);
    expect(await approve(handle, 'U0BO')).toMatchObject({ kind: 'decided-before' });
    await bot.wait(2_000);
    expect(bot.creates).toHaveLength(1);
  });

  test('that was withdrawn can be approved no more', async () => {
    const handle = await ask();
    expect(await bot.decided(bot.type(`cancel ${handle} wrong data`))).toMatchObject({
      kind: 'cancel-stored',
      withdrawn: true,
    });
    const decision = { verdict: 'withdrawn', by: 'U0ANA', reason: 'wrong data' };
    expect(await launched(handle)).toMatchObject({ state: 'cancelled', approval: { decision } });
    expect(await approve(handle, 'U0BO')).toMatchObject({ kind: 'decided-before', decision });
    await bot.wait(2_000);
    expect(bot.creates).toEqual([]);
    expect(bot.told()).toEqual(['approval-asked', 'launch-cancelled']);
  });

  test('is said to be withdrawn to an admin who only sees that there is one', async () => {
    const handle = await ask();
    bot.membership.kinds.set('C0JOBS', { kind: 'private' });
    bot.left.add('C0JOBS U0ADMIN');
    const press = pressing('U0ADMIN', 'cancel', 'C0OTHER');
    const answer = await bot.decided(bot.interactions.press(press, { verb: 'cancel', handle }));
    expect(answer).toMatchObject({
      kind: 'cancel-stored',
      withdrawn: true,
      displayName: '(private)',
    });
    expect(await audit((await launched(handle))?.requestKey ?? '')).toMatchObject({
      outcome: 'withdrawn before it was approved',
    });
  });

  test('that two people withdraw is withdrawn by one of them', async () => {
    const handle = await ask();
    const before = bot.answers.length;
    await bot.type(`cancel ${handle}`);
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    await bot.wait(2_000);
    const kinds = bot.answers.slice(before).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['already-finished', 'cancel-stored']);
    expect(bot.told()).toEqual(['approval-asked', 'launch-cancelled']);
  });

  test('that an approval overtakes is cancelled, not withdrawn', async () => {
    const handle = await ask();
    await approve(handle, 'U0BO');
    await bot.decided(bot.type(`cancel ${handle}`));
    await bot.wait(2_000);
    expect(await launched(handle)).toMatchObject({
      approval: { decision: { verdict: 'approved' } },
    });
  });

  test('is live: it is listed, found and not asked for twice unawares', async () => {
    const handle = await ask();
    expect(await bot.ask('list')).toMatchObject({ rows: [{ card: { launch: { handle } } }] });
    expect(await bot.ask(`status ${handle}`)).toMatchObject({ kind: 'status' });
    expect(await bot.ask('launch hello')).toMatchObject({ kind: 'launch-needs-confirmation' });
  });

  test('is found by who may approve it', async () => {
    const { waitingFor } = await import('../../../app/usecase/approval/waiting-for.ts');
    const handle = await ask();
    const deps = { ...bot.deps, templates: bot.files };
    const found = (userId: string) =>
      waitingFor(deps, { ...requester, userId, channel: `D${userId}` });
    const nothing = { cards: [], unchecked: 0, cut: false };
    expect(await found('U0BO')).toMatchObject({ cards: [{ launch: { handle } }], cut: false });
    for (const id of ['U0ANA', 'U0ADMIN', 'U0GUEST']) expect(await found(id)).toEqual(nothing);
    await approve(handle, 'U0CY');
    expect(await found('U0BO')).toEqual(nothing);
  });
});

test('only those are called, and named to others, whom each list lets approve', async () => {
  bot.setPolicy({
    roles: {
      lead: { people: ['U0BO'] },
      ops: { workspaceAdmins: true, people: ['U0CY'], groups: ['S0MLOPS'] },
    },
    grants: { approve: ['lead', 'ops'] },
    templates: { hello: { approve: { by: ['lead'] } } },
  });
  const handle = await ask();
  expect((await launched(handle))?.approval?.called).toMatchObject({
    people: ['U0BO'],
    groups: [],
    admins: false,
    members: false,
  });
  for (const userId of ['U0CY', 'U0DAN']) {
    bot.people.add(userId);
    expect(await approve(handle, userId, userId)).toMatchObject({
      why: { kind: 'not-granted', roles: ['lead'], factor: { kind: 'template' } },
      ask: ['U0BO'],
    });
  }
});

describe('it is approved by nobody', () => {
  const refused = (why: object): object => ({ kind: 'refused', act: 'approve', why });

  test('who has no role for it', async () => {
    const handle = await ask();
    for (const id of ['U0ADMIN', 'U0GUEST']) {
      expect(await approve(handle, id)).toMatchObject({ kind: 'refused' });
    }
    expect(await approve(handle, 'U0ADMIN')).toMatchObject({ ask: ['U0BO', 'U0CY'] });
    expect(await launched(handle)).toMatchObject({ state: 'waiting' });
  });

  test('who asked for it', async () => {
    const handle = await ask('launch hello', 'U0BO');
    expect(await approve(handle, 'U0BO')).toMatchObject(refused({ kind: 'own-launch' }));
    expect(await deny(handle, 'U0BO')).toMatchObject({ why: { kind: 'own-launch' } });
    expect(await approve(handle, 'U0CY')).toMatchObject({ kind: 'voted' });
  });

  test('who saved its template, neither the launched version nor the current one', async () => {
    bot.file.version = 'v1';
    const save = (number: number, author: string) =>
      bot.store.transaction((tx) =>
        tx.templateSaves.add(
          { name: 'hello', number, action: 'save', text: '', author },
          `save:${number}`,
        ),
      );
    await save(1, 'U0BO');
    const handle = await ask();
    expect(await approve(handle, 'U0BO')).toMatchObject(refused({ kind: 'own-template' }));
    await save(2, 'U0CY');
    bot.file.version = 'v2';
    expect(await approve(handle, 'U0CY')).toMatchObject(refused({ kind: 'own-template' }));
    expect(await launched(handle)).toMatchObject({ state: 'waiting' });
  });

  test('who lost the role a moment ago', async () => {
    const handle = await ask();
    bot.setPolicy({ ...policy, roles: { lead: { people: ['U0CY'] } } });
    expect(await approve(handle, 'U0BO')).toMatchObject(refused({ kind: 'not-granted' }));
  });

  test('who is in no role that its rule names, or that the channel takes', async () => {
    bot.setPolicy({
      roles: { ...roles, finance: { people: ['U0CY'] } },
      grants: { approve: ['lead'] },
      templates: { hello: { approve: { by: ['finance'] } } },
    });
    const handle = await ask();
    expect(await approve(handle, 'U0BO')).toMatchObject(
      refused({ kind: 'not-granted', factor: { kind: 'template' }, roles: ['finance'] }),
    );
    bot.setPolicy({ ...policy, channels: { C0JOBS: { approve: ['operator'] } } });
    expect(await approve(handle, 'U0BO', 'k2', 'D0BO')).toMatchObject({ kind: 'voted' });
  });

  test('by the rules of the place where it is pressed, only by those of its channel', async () => {
    bot.setPolicy({
      ...policy,
      roles: { ...roles, other: { people: ['U0CY'] } },
      channels: { [requester.channel]: { approve: ['other'] }, D0BO: { view: [] } },
    });
    const handle = await ask();
    expect(await approve(handle, 'U0BO', 'k', 'D0BO')).toMatchObject(
      refused({ kind: 'not-granted', factor: { kind: 'channel', here: false } }),
    );
    expect(await approve(handle, 'U0CY', 'k', 'D0CY')).toMatchObject({ kind: 'voted' });
  });

  test('while it is locked: the press is refused, and it goes on waiting', async () => {
    const handle = await ask();
    await bot.ask('lock all the data moves', 'U0ADMIN');
    expect(await approve(handle, 'U0BO')).toMatchObject(refused({ kind: 'locked' }));
    expect(await launched(handle)).toMatchObject({ state: 'waiting' });
    await bot.ask('unlock 1', 'U0ADMIN');
    expect(await approve(handle, 'U0BO')).toMatchObject({ kind: 'voted' });
  });

  test('if what would be sent is not what was asked about', async () => {
    const handle = await ask();
    await tamper(handle, withOtherName);
    expect(await approve(handle, 'U0BO')).toMatchObject(refused({ kind: 'spec-changed' }));
    await bot.wait(2_000);
    expect(bot.creates).toEqual([]);
  });

  test('if its requester may not launch it any more: it ends', async () => {
    const handle = await ask();
    bot.setPolicy({ ...policy, grants: { approve: ['lead'], launch: ['lead'] } });
    expect(await approve(handle, 'U0BO')).toMatchObject(refused({ kind: 'launcher-lost-right' }));
    await bot.wait(2_000);
    expect(await launched(handle)).toMatchObject({
      state: 'blocked',
      blocked: { kind: 'right-lost', of: 'requester' },
    });
    expect(bot.creates).toEqual([]);
  });
});

describe('between the approval and the create', () => {
  /** Approves, and stops before the launch is sent. */
  async function approved(): Promise<string> {
    const handle = await ask();
    await bot.interactions.press(pressing('U0BO', 'k'), { verb: 'approve', handle });
    await bot.votes();
    expect(await launched(handle)).toMatchObject({ state: 'accepted' });
    return handle;
  }

  const changes: readonly (readonly [string, () => unknown, object])[] = [
    [
      'its approver loses the right',
      () => bot.setPolicy({ ...policy, roles: { lead: { people: ['U0CY'] } } }),
      { state: 'blocked', blocked: { kind: 'right-lost', of: 'approver', userId: 'U0BO' } },
    ],
    [
      'its approver is deactivated',
      () => bot.people.change('U0BO', { deactivated: true }),
      { state: 'blocked', blocked: { kind: 'right-lost', of: 'approver', userId: 'U0BO' } },
    ],
    [
      'its requester loses the right',
      () => bot.setPolicy({ ...policy, grants: { approve: ['lead'], launch: ['lead'] } }),
      { state: 'blocked', blocked: { kind: 'right-lost', of: 'requester', userId: 'U0ANA' } },
    ],
    ['a lock is set', () => bot.ask('lock all x', 'U0ADMIN'), { state: 'locked' }],
  ];
  test.each(changes)('%s: nothing is sent', async (_, change, end) => {
    const handle = await approved();
    await change();
    await bot.wait(2_000);
    expect(bot.creates).toEqual([]);
    expect(await launched(handle)).toMatchObject(end);
  });

  test('its spec is changed: nothing is sent', async () => {
    const handle = await approved();
    await tamper(handle, withOtherName);
    await bot.wait(13 * hour);
    expect(bot.creates).toEqual([]);
    expect(await launched(handle)).toMatchObject({ blocked: { kind: 'spec-changed' } });
  });

  test('its template is changed: what was approved runs', async () => {
    const handle = await approved();
    bot.file.version = 'other';
    await bot.wait(2_000);
    expect(await launched(handle)).toMatchObject({ state: 'bound' });
  });

  test('Slack does not say who may: it waits', async () => {
    const handle = await approved();
    bot.remembers.value = false;
    bot.lookUp.failure = { kind: 'transient', message: 'ratelimited' };
    await bot.wait(90_000);
    expect(bot.creates).toEqual([]);
    bot.lookUp.failure = undefined;
    await bot.wait(62_000);
    expect(await launched(handle)).toMatchObject({ state: 'bound' });
  });
});

describe('time', () => {
  test('reminds once at half time, and ends it', async () => {
    const handle = await ask();
    await bot.wait(12 * hour - 8_000);
    expect(bot.told()).toEqual(['approval-asked']);
    await bot.wait(10_000);
    expect(bot.told()).toEqual(['approval-asked', 'approval-reminder']);
    await bot.wait(12 * hour);
    expect(bot.told()).toEqual(['approval-asked', 'approval-reminder', 'approval-decided']);
    expect(await launched(handle)).toMatchObject({
      state: 'expired',
      approval: { decision: { verdict: 'expired' } },
    });
    expect(await approve(handle, 'U0BO')).toMatchObject({
      kind: 'decided-before',
      decision: { verdict: 'expired' },
    });
    expect(bot.creates).toEqual([]);
  });

  test('is over for a press that comes before the loop has looked', async () => {
    bot.setPolicy({ ...policy, templates: { hello: { approve: { expires: '1h' } } } });
    const handle = await ask();
    bot.skip(hour - 2_000);
    await bot.interactions.press(pressing('U0BO', 'k'), { verb: 'approve', handle });
    await bot.votes();
    expect(bot.answers.at(-1)).toMatchObject({ decision: { verdict: 'expired' } });
    await bot.wait(2_000);
    expect(bot.told().filter((kind) => kind === 'approval-decided')).toHaveLength(1);
    expect(bot.creates).toEqual([]);
  });
});

describe('nobody could approve it', () => {
  const nobody = { kind: 'refused', act: 'launch', why: { kind: 'nobody-could-approve' } };
  const asked = (userId = 'U0ANA') => bot.decided(bot.type('launch hello', userId));

  test('but who asks for it', async () => {
    bot.setPolicy({ ...policy, roles: { lead: { people: ['U0BO'] } } });
    expect(await asked('U0BO')).toMatchObject(nobody);
    await ask('launch hello', 'U0ANA');
  });

  test('because both lists have nobody in common', async () => {
    bot.setPolicy({
      roles: { lead: { people: ['U0BO'] }, finance: { people: ['U0CY'] } },
      grants: { approve: ['lead'] },
      templates: { hello: { approve: { by: ['finance'] } } },
    });
    expect(await asked()).toMatchObject(nobody);
  });

  test('and the roles that would be enough are named', async () => {
    bot.setPolicy({
      roles: { lead: { people: ['U0ANA'] }, ops: { workspaceAdmins: true } },
      grants: { approve: ['lead', 'ops'] },
      templates: { hello: { approve: { by: ['lead'] } } },
    });
    expect(await asked()).toMatchObject({ why: { kind: 'nobody-could-approve', roles: ['lead'] } });
  });

  test('because its approvers are deactivated', async () => {
    for (const id of ['U0BO', 'U0CY']) bot.people.change(id, { deactivated: true });
    expect(await asked()).toMatchObject(nobody);
  });

  test('because Slack shows nobody of their group; one that passes is waited for', async () => {
    bot.setPolicy({ ...policy, roles: { lead: { groups: ['S0MLLEADS'] } } });
    const unread = { group: 'S0MLLEADS', why: 'ratelimited', passing: true };
    bot.groups.unread.set('S0MLLEADS', unread);
    await bot.type('launch hello');
    await bot.wait(5_000);
    expect(bot.answers).toEqual([]);
    bot.groups.unread.delete('S0MLLEADS');
    bot.groups.in.set('S0MLLEADS', ['U0BO']);
    await bot.wait(5_000);
    expect(bot.answers).toMatchObject([{ approval: { called: { people: ['U0BO'] } } }]);
    bot.groups.in.set('S0MLLEADS', []);
    expect(await bot.decided(bot.type('launch hello steps=9'))).toMatchObject(nobody);
  });

  test('workspace admins count as somebody', async () => {
    bot.setPolicy({ templates: { hello: { approve: {} } } });
    const handle = await ask();
    expect(await approve(handle, 'U0BO')).toMatchObject({ kind: 'refused' });
    expect(await approve(handle, 'U0ADMIN')).toMatchObject({ kind: 'voted' });
  });
});

describe('an approval is taken', () => {
  test('by the template itself, with a policy file or without', async () => {
    bot.setPolicy({ roles, grants: { approve: ['lead'] } });
    bot.file.approve = {};
    await ask();
    bot.file.approve = { by: ['operator'] };
    const handle = await ask('launch hello steps=4');
    expect(await approve(handle, 'U0BO')).toMatchObject({ kind: 'voted' });
  });

  test('by what a newer version of the template says, and by what the launched one said', async () => {
    bot.setPolicy({ roles, grants: { approve: ['lead'] } });
    const first = await bot.launch();
    await bot.wait(2_000);
    bot.file.version = 'v2';
    bot.file.approve = {};
    await ask(`rerun ${first} steps=5`);
    const second = await ask('launch hello steps=4');
    bot.file.version = 'v3';
    delete bot.file.approve;
    await deny(second, 'U0BO');
    await ask(`rerun ${second} steps=6`);
  });

  test('on every way to launch', async () => {
    const first = await ask();
    await approve(first, 'U0BO');
    await bot.wait(2_000);
    await ask(`rerun ${first} steps=4`);
    const again = await bot.decided(
      bot.interactions.press(pressing('U0ANA', 'again'), { verb: 'rerun', handle: first }),
    );
    expect(again?.kind).toBe('launch-needs-confirmation');
    const held = again?.kind === 'launch-needs-confirmation' ? again.handle : '';
    const confirmed = await bot.decided(
      bot.interactions.press(pressing('U0ANA', 'yes'), { verb: 'launch-anyway', handle: held }),
    );
    expect(confirmed).toMatchObject({ kind: 'launch-waits' });
    const context = { channel: requester.channel, template: 'hello', version: 'v1' };
    const submitted = await bot.interactions.submitForm(pressing('U0ANA', 'form'), context, {
      parameters: { steps: '7' },
    });
    expect(submitted.ok).toBe(true);
    await bot.wait(2_000);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'launch-waits' });
    expect(bot.creates).toHaveLength(1);
  });

  test('only above a bound, and if the price is not known', async () => {
    bot.setPolicy({ ...policy, templates: { hello: { approve: { above: { total: 200 } } } } });
    const answer = await bot.decided(bot.type('launch hello'));
    expect(answer).toMatchObject({
      kind: 'launch-waits',
      approval: { reasons: [{ kind: 'price-unknown' }] },
    });
  });

  test('after the policy has changed: what was accepted without one is not sent', async () => {
    bot.setPolicy({ roles });
    await bot.type('launch hello');
    await bot.launches();
    bot.setPolicy(policy);
    await bot.wait(2_000);
    expect(bot.creates).toEqual([]);
    expect(bot.told()).toEqual(['launch-blocked']);
  });
});
