import { describe, expect, test } from 'vitest';
import { createFilePolicy } from '../../../app/domain/permission/file-policy.ts';
import type { GroupFacts } from '../../../app/domain/permission/group-facts.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import {
  defaultRule,
  type Person,
  type PolicySubject,
} from '../../../app/domain/permission/policy.ts';
import { policyVerbs, type PolicyVerb } from '../../../app/domain/permission/policy-verb.ts';

const ana: Person = {
  ...{ id: 'U0ANA', teamId: 'T1', kind: 'member', isAdmin: false, deactivated: false },
};
const bo: Person = { ...ana, id: 'U0BO' };
const admin: Person = { ...ana, id: 'U0ADMIN', isAdmin: true };
const guest: Person = { ...ana, id: 'U0GUEST', kind: 'guest' };
const outsider: Person = { ...ana, id: 'U0EXT', kind: 'outsider' };
const bot: Person = { ...ana, id: 'U0BOT', kind: 'bot' };

type Asked = PolicySubject & { readonly channel?: string; readonly groups?: GroupFacts };

function policyOf(tree: unknown) {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const policy = createFilePolicy(parsed.rules);
  return {
    groups: policy.groups,
    permit: (person: Person, verb: PolicyVerb, asked: Asked = {}) =>
      policy.permit({ person, verb, channel: 'C0JOBS', ...asked }),
    may: (person: Person, verb: PolicyVerb, asked: Asked = {}) =>
      policy.permit({ person, verb, channel: 'C0JOBS', ...asked }).allowed,
  };
}

const lead = { lead: { people: ['U0ANA'] } };

describe('a verb that the file leaves out', () => {
  test.each(policyVerbs.filter((verb) => !['launch-spec', 'see-private'].includes(verb)))(
    '%s is as without a file',
    (verb) => {
      const { permit } = policyOf({ roles: lead, private: { see: ['lead'] } });
      for (const person of [ana, admin, guest, outsider]) {
        const question = { person, verb, channel: 'C0JOBS', owner: 'U0OWNER' };
        expect(permit(person, verb, { owner: 'U0OWNER' })).toEqual(defaultRule(question));
      }
    },
  );
});

describe('who has a role', () => {
  const all = {
    roles: {
      lead: { people: ['U0ANA', 'U0GUEST', 'U0EXT', 'U0BOT'] },
      ops: { groups: ['S0OPS'] },
      it: { workspaceAdmins: true },
    },
  };
  const inOps = { groups: { in: ['S0OPS'], unread: [] } };
  const template = (...roles: readonly string[]) =>
    policyOf({ ...all, grants: { template: roles, launch: roles, view: roles } });

  test('members are full members of the workspace', () => {
    const { may } = template('members');
    for (const verb of ['template', 'launch', 'view'] as const) {
      expect([ana, admin].map((one) => may(one, verb))).toEqual([true, true]);
      expect([guest, outsider, bot].map((one) => may(one, verb))).toEqual([false, false, false]);
    }
  });

  test('people named by id, guests and people from elsewhere among them', () => {
    const { may, permit } = template('lead');
    expect([ana, guest, outsider].map((one) => may(one, 'launch'))).toEqual([true, true, true]);
    expect([bo, admin].map((one) => may(one, 'launch'))).toEqual([false, false]);
    expect(permit(guest, 'launch')).toEqual({
      allowed: true,
      because: { kind: 'role', role: 'lead' },
    });
  });

  test('members of a user group, unless they are guests or from elsewhere', () => {
    const { may, groups } = template('ops');
    expect(groups).toEqual(['S0OPS']);
    expect(may(bo, 'launch', inOps)).toBe(true);
    expect(may(bo, 'launch')).toBe(false);
    expect(may(bo, 'launch', { groups: { in: ['S0OTHER'], unread: [] } })).toBe(false);
    for (const one of [guest, outsider, { ...guest, isAdmin: true }]) {
      expect(may(one, 'launch', inOps)).toBe(false);
    }
  });

  test('a guest whom no role names is refused as a guest', () => {
    const { permit } = template('lead');
    const stranger = { ...guest, id: 'U0OTHER' };
    const asGuest = { kind: 'no-member', who: 'guest' };
    expect(permit(stranger, 'launch')).toMatchObject({ why: asGuest, ask: [] });
    expect(template('it').permit(guest, 'launch')).toMatchObject({ why: { kind: 'not-granted' } });
  });

  test('admins only where a role says so', () => {
    expect(template('it').may(admin, 'template')).toBe(true);
    expect(template('it').may(ana, 'template')).toBe(false);
    expect(template('lead').may(admin, 'template')).toBe(false);
    expect(template('it').may({ ...outsider, isAdmin: true }, 'template')).toBe(false);
  });

  test('nobody whose account is deactivated, and no bot, even if named', () => {
    const { permit } = template('lead', 'ops', 'it', 'members');
    for (const verb of policyVerbs) {
      const gone = { ...admin, id: 'U0ANA', deactivated: true };
      expect(permit(gone, verb, inOps)).toMatchObject({ why: { kind: 'account-deactivated' } });
      expect(permit({ ...bot, isAdmin: true }, verb, inOps)).toMatchObject({
        why: { kind: 'no-member', who: 'bot' },
      });
    }
  });

  test('a user group that can’t be read lets nobody in, and the refusal names it', () => {
    const gap = { group: 'S0OPS', why: 'missing_scope', passing: false };
    const other = { ...gap, group: 'S0OTHER' };
    const unread = { groups: { in: [], unread: [gap, other] } };
    expect(template('ops').permit(bo, 'launch', unread)).toMatchObject({
      why: { kind: 'not-granted', unread: [gap] },
    });
    expect(template('lead').permit(bo, 'launch', unread)).toMatchObject({ why: { unread: [] } });
    expect(template('ops', 'lead').may(ana, 'launch', unread)).toBe(true);
  });

  test('nobody has a role by a name that every object has', () => {
    const { may } = policyOf({
      roles: { constructor: { people: ['U0BO'] } },
      channels: { C0JOBS: { launch: ['constructor'] } },
    });
    expect(may(ana, 'launch')).toBe(false);
    expect(may(bo, 'launch')).toBe(true);
    expect(may(ana, 'launch', { channel: 'constructor' })).toBe(true);
    expect(may(ana, 'launch', { channel: '__proto__' })).toBe(true);
  });
});

describe('a refusal', () => {
  const { permit } = policyOf({
    roles: { lead: { people: ['U0ANA', 'U0X'] }, ops: { people: ['U0X', 'U0Y'] } },
    grants: { template: ['lead', 'ops'], view: [] },
    channels: { C0PROD: { launch: ['ops'], templates: ['serve-*'] } },
    templates: { tune: { launch: ['lead'] } },
    private: { see: ['ops'] },
  });

  test('names the part that refuses, its roles, and each of their people once', () => {
    expect(permit(bo, 'template')).toEqual({
      allowed: false,
      why: {
        ...{ kind: 'not-granted', verb: 'template', factor: { kind: 'grants' } },
        ...{ roles: ['lead', 'ops'], unread: [] },
      },
      ask: ['U0ANA', 'U0X', 'U0Y'],
    });
    expect(permit(bo, 'view')).toMatchObject({ why: { roles: [] }, ask: [] });
    expect(permit(bo, 'launch', { channel: 'C0PROD' })).toMatchObject({
      why: { factor: { kind: 'channel', here: true }, roles: ['ops'] },
      ask: ['U0X', 'U0Y'],
    });
    expect(permit(bo, 'launch', { template: 'tune' })).toMatchObject({
      why: { factor: { kind: 'template', template: 'tune' }, roles: ['lead'] },
      ask: ['U0ANA', 'U0X'],
    });
    expect(permit(bo, 'see-private')).toMatchObject({
      why: { verb: 'see-private', factor: { kind: 'private' } },
      ask: ['U0X', 'U0Y'],
    });
  });

  test('says which templates may be launched there', () => {
    const inProd = { channel: 'C0PROD', template: 'tune' };
    const x = { ...ana, id: 'U0X' };
    expect(permit(x, 'launch', inProd)).toEqual({
      allowed: false,
      why: { kind: 'template-not-here', template: 'tune', templates: ['serve-*'] },
      ask: [],
    });
  });
});

describe('the rules of channels', () => {
  const file = {
    roles: lead,
    channels: { C0PROD: { launch: ['lead'] }, default: { 'cancel-own': ['lead'] } },
  };

  test('an entry takes the place of `default`', () => {
    const { may } = policyOf(file);
    expect(may(bo, 'launch', { channel: 'C0PROD' })).toBe(false);
    expect(may(bo, 'cancel-own', { channel: 'C0PROD' })).toBe(true);
    for (const channel of ['C0JOBS', 'D0BO', 'G0GROUP']) {
      expect(may(bo, 'launch', { channel })).toBe(true);
      expect(may(bo, 'cancel-own', { channel })).toBe(false);
    }
  });

  test('give nothing that the grants don’t', () => {
    const { may } = policyOf({
      roles: lead,
      grants: { launch: ['lead'] },
      channels: { C0OPEN: { launch: ['members'], template: ['members'] } },
    });
    expect(may(bo, 'launch', { channel: 'C0OPEN' })).toBe(false);
    expect(may(bo, 'template', { channel: 'C0OPEN' })).toBe(false);
    expect(may(ana, 'launch', { channel: 'C0OPEN' })).toBe(true);
  });

  test('count for the job’s channel as well as for the one where it is asked', () => {
    const { may, permit } = policyOf({
      roles: lead,
      channels: { C0PROD: { 'cancel-any': ['lead'], 'cancel-own': ['lead'] } },
    });
    expect(may(admin, 'cancel-any', { jobChannel: 'C0JOBS' })).toBe(true);
    expect(may(admin, 'cancel-any', { jobChannel: 'C0PROD' })).toBe(false);
    expect(may(admin, 'cancel-any', { channel: 'C0PROD', jobChannel: 'C0JOBS' })).toBe(false);
    expect(permit(bo, 'cancel-own', { jobChannel: 'C0PROD' })).toMatchObject({
      why: { factor: { kind: 'channel', here: false } },
    });
    expect(may(ana, 'cancel-own', { jobChannel: 'C0PROD' })).toBe(true);
  });

  test('don’t count while none is chosen', () => {
    const { may } = policyOf({ channels: { default: { launch: [], templates: [] } } });
    expect(may(ana, 'launch', { anywhere: true })).toBe(true);
    expect(may(ana, 'launch')).toBe(false);
  });
});

describe('templates', () => {
  const { may } = policyOf({
    roles: lead,
    grants: { template: ['members'] },
    channels: { C0PROD: { templates: ['serve-*', 'Probe'] } },
    templates: { 'serve-*': { launch: ['lead'] }, 'SERVE-big': { launch: ['members'] }, x: {} },
  });

  test('are limited by every pattern that fits, in whatever case', () => {
    for (const template of ['serve-a', 'serve-', 'SERVE-BIG', 'Serve-Big']) {
      expect(may(bo, 'launch', { template })).toBe(false);
      expect(may(ana, 'launch', { template })).toBe(true);
    }
    for (const template of ['serve', 'preserve-a', 'x', 'train']) {
      expect(may(bo, 'launch', { template })).toBe(true);
    }
  });

  test('are listed for a channel', () => {
    const inProd = { channel: 'C0PROD' };
    expect(may(ana, 'launch', { ...inProd, template: 'serve-a' })).toBe(true);
    expect(may(bo, 'launch', { ...inProd, template: 'PROBE' })).toBe(true);
    expect(may(bo, 'launch', { ...inProd, template: 'probes' })).toBe(false);
    // To see what there is.
    expect(may(bo, 'launch', inProd)).toBe(true);
    expect(may(bo, 'template', { ...inProd, template: 'train' })).toBe(true);
    expect(may(bo, 'cancel-own', { ...inProd, template: 'train' })).toBe(true);
  });

  test('a raw spec is of none of them, and takes `template` and `launch`', () => {
    expect(may(bo, 'launch-spec')).toBe(true);
    expect(may(bo, 'launch-spec', { channel: 'C0PROD' })).toBe(false);
    const both = policyOf({ roles: { ...lead, ops: { people: ['U0ANA', 'U0BO'] } } });
    expect(both.may(bo, 'launch-spec')).toBe(false);
    for (const [template, launch] of [
      [['lead'], ['ops']],
      [['ops'], ['lead']],
    ]) {
      const grants = { template, launch };
      const one = policyOf({ roles: { ...lead, ops: { people: ['U0BO', 'U0ANA'] } }, grants });
      expect(one.may(ana, 'launch-spec')).toBe(true);
      expect(one.may(bo, 'launch-spec')).toBe(false);
      expect(one.may(admin, 'launch-spec')).toBe(false);
    }
    const inChannel = policyOf({
      ...{ roles: lead, grants: { template: ['members'] } },
      channels: { C0PROD: { launch: ['lead'] }, C0DEV: { template: ['lead'] } },
    });
    expect(inChannel.may(bo, 'launch-spec')).toBe(true);
    expect(inChannel.may(bo, 'launch-spec', { channel: 'C0PROD' })).toBe(false);
    expect(inChannel.may(bo, 'launch-spec', { channel: 'C0DEV' })).toBe(false);
  });
});

test('jobs of channels they are not in are seen by whoever the file says, and no admin else', () => {
  const nobody = policyOf({});
  expect(nobody.may(admin, 'see-private')).toBe(false);
  const some = policyOf({ roles: lead, private: { see: ['lead'] } });
  expect(some.may(ana, 'see-private')).toBe(true);
  expect([bo, admin, guest].map((one) => some.may(one, 'see-private'))).toEqual([
    ...[false, false, false],
  ]);
});
