// Every way to every verb, each kind of person, and a channel that is public, private with them in it, or private without them, under
// three policies: what becomes of it is what a plain second reading says. Each way, kind and place meet once, under one of the
// policies: so each two of the four factors meet in all their pairs, and not all four of them.

import { beforeAll, expect, test } from 'vitest';
import { verbs } from '../../../app/domain/command/verbs.ts';
import { grantedVerbs } from '../../../app/domain/permission/policy-verb.ts';
import type { Tree, Who } from '../../domain/permission/naive-reading.ts';
import {
  allWays,
  cellsOf,
  open,
  owner,
  places,
  secret,
  verbsHere,
  type Cell,
  type Kinds,
} from './matrix/cells-of.ts';
import { waysTo } from './matrix/ways.ts';

const full: Who = {
  ...{ id: 'U0FULL', kind: 'member', isAdmin: false, deactivated: false },
  groups: [],
};
const guest: Who = { ...full, id: 'U0GUEST', kind: 'guest' };
const external: Who = { ...full, id: 'U0EXT', kind: 'outsider' };
const kinds: Kinds = {
  full,
  'full, named': { ...full, id: 'U0NAMED' },
  'full, in the group': { ...full, id: 'U0INGROUP', groups: ['S0ML'] },
  admin: { ...full, id: 'U0ADMIN', isAdmin: true },
  guest,
  'guest, named': { ...guest, id: 'U0NAMEDGUEST' },
  external,
  'external, named': { ...external, id: 'U0NAMEDEXT' },
  'bot, named': { ...full, id: 'U0NAMEDBOT', kind: 'bot' },
  'deactivated, named': { ...full, id: 'U0GONE', deactivated: true, groups: ['S0ML'] },
  'removed a second ago': { ...full, id: 'U0REMOVED' },
};
const named = ['U0NAMED', 'U0NAMEDGUEST', 'U0NAMEDEXT', 'U0NAMEDBOT', 'U0GONE', owner];

const all = (roles: readonly string[]) =>
  Object.fromEntries(grantedVerbs.map((verb) => [verb, roles]));
const bare: Tree = {
  roles: {
    people: { people: named },
    group: { groups: ['S0ML'] },
    admins: { workspaceAdmins: true },
  },
  ...{ grants: {}, channels: {}, templates: {}, private: {} },
};
const policies: Readonly<Record<string, Tree>> = {
  'no rules': bare,
  'a strict private channel': {
    ...bare,
    grants: all(['people', 'group']),
    channels: { [secret]: all(['people', 'admins']) },
  },
  'a strict public channel': {
    ...bare,
    grants: {
      ...all(['people', 'group', 'members']),
      ...{ view: ['people', 'group', 'admins'], 'cancel-any': ['group'] },
    },
    channels: { [open]: { launch: ['group'], lock: ['people'] } },
    private: { see: ['group'] },
  },
};

let cells: readonly Cell[] = [];
beforeAll(async () => {
  const trees = Object.values(policies);
  cells = (await Promise.all(trees.map((tree, nth) => cellsOf(nth, tree, kinds)))).flat();
}, 120_000);

test('4884 cells are as a plain reading has them', () => {
  // 148 ways to a verb, 11 kinds of people, 3 places.
  expect(cells).toHaveLength(148 * 11 * 3);
  expect(new Set(cells.map(({ cell }) => cell)).size).toBe(4_884);
  const wrong = cells.filter(({ verdict, expected }) => verdict !== expected);
  expect(wrong.map((one) => `${one.cell}: ${one.verdict}, not ${one.expected}`)).toEqual([]);
});

test('every verb is there, on every surface that the table of verbs has it on', () => {
  expect([...verbsHere].sort()).toEqual(Object.keys(verbs).sort());
  for (const verb of verbsHere) {
    const surfaces = waysTo(verb).map(({ surface }) => surface);
    const typed = 'typed' in verbs[verb] ? ['slash', 'mention', 'direct message'] : [];
    const pressed = 'pressed' in verbs[verb] ? ['button', 'Home'] : [];
    expect(surfaces, verb).toEqual(expect.arrayContaining([...typed, ...pressed]));
  }
  expect(new Set(allWays.map(({ surface }) => surface)).size).toBe(7);
  expect(places).toHaveLength(3);
});

test.each(verbsHere.filter((verb) => verb !== 'help'))(
  '%s is done by some, and refused to others',
  (verb) => {
    const its = new Set(cells.filter((one) => one.verb === verb).map(({ verdict }) => verdict));
    expect([...its]).toEqual(expect.arrayContaining(['done', 'refused']));
  },
);
