import { beforeEach, describe, expect, test } from 'vitest';
import type { PolicyView } from '../../../app/domain/answer/policy-view.ts';
import { createFilePolicy } from '../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import { showPolicy } from '../../../app/usecase/permission/show-policy.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

const tree = {
  roles: {
    lead: { people: ['U0ANA'] },
    operator: { groups: ['S0MLOPS'], workspaceAdmins: true },
    unused: { people: ['U0CY'] },
  },
  grants: { 'cancel-any': ['operator', 'lead'], template: 'lead' },
  channels: { C0PROD: { launch: 'operator', templates: 'serve-*' } },
  templates: { 'llama-*': { launch: 'lead' }, 'serve-*': {} },
  private: { see: 'operator' },
};

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

type Where = {
  readonly channel?: string;
  readonly problems?: readonly string[];
  readonly templates?: Readonly<Record<string, unknown>>;
};

async function shown(userId: string, { channel, problems, templates }: Where = {}) {
  const parsed = parsePolicy({ ...tree, ...(templates && { templates }) });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  const { rules, warnings } = parsed;
  const file = { kind: 'file', path: '/etc/bot/policy.yaml', hash: 'c0ffee', since: 7 } as const;
  const policyInForce = () => ({ ...file, rules, warnings, problems });
  const deps = {
    ...{ ...bot.deps, templates: bot.files },
    ...{ policy: createFilePolicy(rules), policyInForce },
  };
  const answer = await showPolicy(deps, {
    ...requester,
    userId,
    channel: channel ?? requester.channel,
  });
  if (answer.kind !== 'policy') throw new Error(`answered with ${answer.kind}`);
  return answer.view;
}

const allowedIn = ({ permissions }: PolicyView) =>
  permissions.flatMap(({ verb, verdict }) =>
    'allowed' in verdict && verdict.allowed ? [verb] : [],
  );

test('without a file, the command tells that the default holds, and what that gives', async () => {
  const view = async (who: string) => {
    const answer = await bot.ask('policy', who);
    if (answer?.kind !== 'policy') throw new Error(`answered with ${answer?.kind}`);
    return answer.view;
  };
  const asMember = await view('U0ANA');
  expect(asMember).toMatchObject({ policy: { kind: 'default' }, limited: [], roles: [] });
  expect(allowedIn(asMember)).toEqual(['view', 'launch', 'cancel-own']);
  expect(allowedIn(await view('U0ADMIN'))).toContain('cancel-any');
  expect((await bot.ask('policy', 'U0GUEST'))?.kind).toBe('refused');
});

describe('with a file', () => {
  test('it tells its name without the folder, its hash, since when, and whether it is broken now', async () => {
    const { policy } = await shown('U0ANA', { problems: ['Broken.'] });
    expect(policy).toEqual({
      kind: 'file',
      name: 'policy.yaml',
      hash: 'c0ffee',
      since: 7,
      isBroken: true,
    });
    expect((await shown('U0ANA')).policy).toMatchObject({ isBroken: false });
  });

  test('each permission has the decision of the policy, for the channel where it is asked', async () => {
    expect(allowedIn(await shown('U0ANA'))).toEqual([
      'view',
      'launch',
      'cancel-own',
      'cancel-any',
      'template',
    ]);
    const inProd = await shown('U0ANA', { channel: 'C0PROD' });
    expect(allowedIn(inProd)).not.toContain('launch');
    expect(inProd.permissions).toContainEqual({
      verb: 'launch',
      verdict: expect.objectContaining({
        why: expect.objectContaining({ factor: { kind: 'channel', here: true } }) as unknown,
      }) as unknown,
    });
  });

  test('a launch from a spec is told of only where it differs from changing templates', async () => {
    const verbs = ({ permissions }: PolicyView) => permissions.map(({ verb }) => verb);
    expect(verbs(await shown('U0ANA'))).not.toContain('launch-spec');
    expect(verbs(await shown('U0ANA', { channel: 'C0PROD' }))).toContain('launch-spec');
  });

  test('templates that a channel or a role limits are told', async () => {
    const view = await shown('U0BO');
    expect(view.templatesHere).toBeUndefined();
    expect(view.limited).toMatchObject([
      { pattern: 'llama-*', roles: ['lead'], verdict: { allowed: false } },
    ]);
    expect((await shown('U0ANA')).limited).toMatchObject([{ verdict: { allowed: true } }]);
    expect((await shown('U0BO', { channel: 'C0PROD' })).templatesHere).toEqual(['serve-*']);
  });

  test('of very many limited templates, the first are told and the others counted', async () => {
    const names = Array.from({ length: 20 }, (_, at) => `t${at}`);
    const many = Object.fromEntries(names.map((name) => [name, { launch: 'lead' }] as const));
    const view = await shown('U0BO', { templates: { open: {}, ...many } });
    expect(view.limited.map(({ pattern }) => pattern)).toEqual(names.slice(0, 8));
    expect(view.moreLimited).toBe(12);
    expect((await shown('U0BO')).moreLimited).toBe(0);
  });

  test('templates that take an approval here are told, with who approves', async () => {
    const templates = {
      'llama-*': { approve: { by: ['unused'], above: { total: 200 } } },
      'serve-big': { approve: {} },
      hello: { launch: ['members'] },
    };
    const view = await shown('U0BO', { templates });
    expect(view).toMatchObject({
      approvals: [
        { pattern: 'llama-*', by: ['unused'], above: { total: 200_000_000_000n } },
        { pattern: 'serve-big' },
      ],
      moreApprovals: 0,
    });
    expect(view.roles.map(({ name }) => name)).toContain('unused');
    expect(view.permissions).toContainEqual({
      verb: 'approve',
      verdict: expect.objectContaining({ allowed: false }) as unknown,
    });
    const ruled = ['*', '*-big', 's*', 'SERVE-b*', 'train', 'serve', 'serve-big', 'llama-*'];
    const all = Object.fromEntries(ruled.map((name) => [name, { approve: {} }] as const));
    const inProd = await shown('U0BO', { templates: all, channel: 'C0PROD' });
    // Only serve-* can be launched there.
    const here = ['*', '*-big', 's*', 'SERVE-b*', 'serve-big'];
    expect(inProd.approvals?.map(({ pattern }) => pattern)).toEqual(here);
    expect((await shown('U0BO')).approvals).toEqual([]);
  });

  test('the roles that somebody lacks are told with their people, and no others', async () => {
    expect((await shown('U0BO')).roles).toEqual([
      { name: 'operator', people: [], groups: ['S0MLOPS'], workspaceAdmins: true },
      { name: 'lead', people: ['U0ANA'], groups: [], workspaceAdmins: false },
    ]);
    expect((await shown('U0ANA')).roles.map(({ name }) => name)).toEqual(['operator']);
  });

  test('user groups count, and those that can’t be read are told', async () => {
    bot.groups.in.set('S0MLOPS', ['U0BO']);
    expect(allowedIn(await shown('U0BO'))).toContain('see-private');
    const unread = { group: 'S0MLOPS', why: 'missing_scope', passing: false };
    bot.groups.unread.set('S0MLOPS', unread);
    const view = await shown('U0BO');
    expect(allowedIn(view)).not.toContain('see-private');
    expect(view.unread).toEqual([unread]);
  });

  test('what a group that is unread for now would decide is not known', async () => {
    bot.groups.unread.set('S0MLOPS', { group: 'S0MLOPS', why: 'ratelimited', passing: true });
    expect((await shown('U0BO')).permissions).toContainEqual({
      verb: 'cancel-any',
      verdict: { later: true, why: 'ratelimited' },
    });
  });
});
