// Every verb, role, kind of member, kind of channel and template: what the policy decides is what a plain second reading says.

import { expect, test } from 'vitest';
import { createFilePolicy } from '../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import type { Policy } from '../../../app/domain/permission/policy.ts';
import { grantedVerbs, policyVerbs } from '../../../app/domain/permission/policy-verb.ts';
import { mayBy, type Tree, type Who } from './naive-reading.ts';

const full: Who = {
  ...{ id: 'U0FULL', kind: 'member', isAdmin: false, deactivated: false },
  groups: [],
};
const guest: Who = { ...full, id: 'U0GUEST', kind: 'guest' };
const external: Who = { ...full, id: 'U0EXT', kind: 'outsider' };
const kinds: Readonly<Record<string, Who>> = {
  full,
  'full, named': { ...full, id: 'U0NAMED' },
  'full, in the group': { ...full, groups: ['S0ML'] },
  'full, trusted where rules are strict': { ...full, id: 'U0TRUSTED', groups: ['S0ML'] },
  admin: { ...full, id: 'U0ADMIN', isAdmin: true },
  guest,
  'guest, in the group, once an admin': { ...guest, isAdmin: true, groups: ['S0ML'] },
  'guest, named by id': { ...guest, id: 'U0NAMEDGUEST' },
  external,
  'external, an admin there': { ...external, isAdmin: true, groups: ['S0ML'] },
  'external, named by id': { ...external, id: 'U0NAMEDEXT' },
  bot: { ...full, id: 'U0BOT', kind: 'bot' },
  'bot, named': { ...full, id: 'U0NAMEDBOT', kind: 'bot', isAdmin: true, groups: ['S0ML'] },
  deactivated: { ...full, deactivated: true },
  'deactivated, named': {
    ...{ id: 'U0GONE', kind: 'member', isAdmin: true, deactivated: true },
    groups: ['S0ML'],
  },
  // Named and in the group until a second ago, and known so until then.
  'removed a second ago': { ...full, id: 'U0REMOVED' },
};
const named = ['U0NAMED', 'U0NAMEDGUEST', 'U0NAMEDEXT', 'U0NAMEDBOT', 'U0GONE'];
const strictly = [...named.slice(1), 'U0TRUSTED'];

/** Who has a permission: undefined is a verb that is left out. */
const shapes: Readonly<Record<string, readonly string[] | undefined>> = {
  'left out': undefined,
  nobody: [],
  members: ['members'],
  people: ['people'],
  'a group': ['group'],
  'a group that can’t be read': ['unread'],
  admins: ['admins'],
  'people or a group': ['unread', 'people', 'group'],
};
const channels = {
  'with its own rules': { channel: 'C0OWN' },
  'with default rules': { channel: 'C0OTHER' },
  'a direct message': { channel: 'D0DIRECT' },
  'asked elsewhere about a job of the one with rules': { channel: 'C0OPEN', jobChannel: 'C0OWN' },
  'asked there about a job of another': { channel: 'C0OWN', jobChannel: 'C0OPEN' },
  'not chosen yet': { channel: 'C0OWN', anywhere: true },
} as const;
const templates = {
  none: undefined,
  free: 'train-mnist',
  limited: 'serve-Big',
  'not here': 'probe',
} as const;

/** What a verb needs in the file; the strict lists never depend on the shape. */
function treeOf(roles: readonly string[] | undefined, people: readonly string[]): Tree {
  const all = (value: readonly string[]) =>
    Object.fromEntries(grantedVerbs.map((one) => [one, value]));
  return {
    roles: {
      ...{ people: { people }, group: { groups: ['S0ML'] }, unread: { groups: ['S0HIDDEN'] } },
      ...{ admins: { workspaceAdmins: true }, strict: { people: strictly } },
    },
    grants: roles === undefined ? {} : all(roles),
    channels: {
      C0OWN: { ...all(['strict', 'admins']), templates: ['train-*', 'SERVE-*'] },
      C0OPEN: {},
      default: { 'cancel-any': ['people', 'group'], launch: ['members', 'strict'] },
    },
    templates: {
      'serve-*': { launch: ['strict', 'group'], approve: { by: ['people', 'group'] } },
      'serve-b*g': { approve: { by: ['strict', 'members'], above: { total: 5 } } },
      'train-*': { approve: {} },
    },
    private: roles === undefined ? {} : { see: roles },
  };
}

function policyOf(tree: Tree): Policy {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return createFilePolicy(parsed.rules);
}

function rowsOf(shape: string, kind: string, who: Who) {
  const tree = treeOf(shapes[shape], named);
  const policy = policyOf(tree);
  const { groups, ...person } = who;
  const unread = [{ group: 'S0HIDDEN', why: 'missing_scope', passing: false }];
  return policyVerbs.flatMap((verb) =>
    Object.entries(channels).flatMap(([place, where]) =>
      Object.entries(templates).map(([which, template]) => {
        const { allowed } = policy.permit({
          ...{ person: { ...person, teamId: 'T1' }, groups: { in: groups, unread } },
          ...{ verb, template, ...where },
        });
        const { channel, jobChannel = channel } = { jobChannel: undefined, ...where };
        const places = 'anywhere' in where ? [] : [channel, jobChannel];
        const expected = mayBy(tree, who, { verb, places, template });
        return { cell: [verb, shape, kind, place, which].join(' · '), verb, allowed, expected };
      }),
    ),
  );
}

const cells = Object.keys(shapes).flatMap((shape) =>
  Object.entries(kinds).flatMap(([kind, who]) => rowsOf(shape, kind, who)),
);

test(`${cells.length} cells are as a plain reading has them`, () => {
  // 10 verbs, 8 roles, 16 kinds of member, 6 kinds of channel, 4 templates.
  expect(cells).toHaveLength(10 * 8 * 16 * 6 * 4);
  expect(new Set(cells.map(({ cell }) => cell)).size).toBe(30_720);
  const wrong = cells.filter(({ allowed, expected }) => allowed !== expected);
  expect(wrong.map(({ cell, allowed }) => `${cell}: ${allowed ? 'allowed' : 'refused'}`)).toEqual(
    [],
  );
});

test.each(policyVerbs)('%s is allowed in some cells, and refused in others', (verb) => {
  const its = cells.filter((one) => one.verb === verb);
  expect(new Set(its.map(({ allowed }) => allowed))).toEqual(new Set([true, false]));
});

test('somebody was let through until they were removed', () => {
  const removed = { ...full, id: 'U0REMOVED' };
  const question = { person: { ...removed, teamId: 'T1' }, verb: 'template', channel: 'C0OPEN' };
  const permit = (people: readonly string[], inGroups: readonly string[]) =>
    policyOf(treeOf(['people', 'group'], people)).permit({
      ...question,
      verb: 'template',
      groups: { in: inGroups, unread: [] },
    }).allowed;
  expect(permit([...named, 'U0REMOVED'], [])).toBe(true);
  expect(permit(named, ['S0ML'])).toBe(true);
  expect(permit(named, [])).toBe(false);
});

test('of a template with approvers, fewer may approve, and as many may do anything else', () => {
  const limited = new Map(
    cells
      .map(({ cell, allowed }) => [cell, allowed] as const)
      .filter(([cell]) => /limited$/.test(cell)),
  );
  const fewer = cells.filter(
    ({ cell, allowed }) =>
      cell.endsWith('none') && limited.get(cell.replace(/none$/, 'limited')) !== allowed,
  );
  expect(new Set(fewer.map(({ verb }) => verb))).toEqual(
    new Set(['launch', 'launch-spec', 'approve']),
  );
  expect(fewer.filter(({ verb, allowed }) => verb === 'approve' && !allowed)).toEqual([]);
});
