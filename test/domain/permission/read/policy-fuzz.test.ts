// Random policies: what narrows a file never widens a verdict, and what widens it widens only what names it.

import { expect, test } from 'vitest';
import { writeApprovalRule } from '../../../../app/domain/approval/approval-rule.ts';
import { createFilePolicy } from '../../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../../app/domain/permission/read/parse-policy.ts';
import type { PolicyQuestion } from '../../../../app/domain/permission/policy.ts';
import type { PolicyRules } from '../../../../app/domain/permission/policy-rules.ts';
import { grantedVerbs, policyVerbs } from '../../../../app/domain/permission/policy-verb.ts';
import { createRandom, type Random } from '../../../chaos/plan/random.ts';
import { mayBy, type Lists, type OfTemplate, type Tree } from '../naive-reading.ts';

type Items = readonly [string, ...string[]];
const people: Items = ['U0A', 'U0B', 'U0C', 'U0D'];
const groups: Items = ['S0A', 'S0B', 'S0HIDDEN'];
const roleNames: Items = ['r0', 'r1', 'r2', 'constructor'];
const channels: Items = ['C0A', 'C0B', 'D0C'];
const templates: Items = ['serve-big', 'serve-a.b', 'train', 'constructor'];
const patterns: Items = ['*', 'serve-*', 'SERVE-BIG', '*a*', 'train', 'nothing', 'constructor'];

const some = (random: Random, items: Items): readonly string[] =>
  items.filter(() => random.chance(0.4));
const roleList = (random: Random) => some(random, ['members', ...roleNames]);

function lists(random: Random): Lists {
  return Object.fromEntries(
    grantedVerbs.flatMap((verb) => (random.chance(0.4) ? [[verb, roleList(random)]] : [])),
  );
}

function approval(random: Random): NonNullable<OfTemplate['approve']> {
  return {
    ...(random.chance(0.7) ? { by: roleList(random) } : {}),
    ...(random.chance(0.5) ? { above: { total: 200 } } : {}),
    ...(random.chance(0.5) ? { expires: '8h' } : {}),
  };
}

function makeTree(random: Random): Tree {
  const rulesOf = () => ({
    ...lists(random),
    ...(random.chance(0.4) ? { templates: some(random, patterns) } : {}),
  });
  return {
    roles: Object.fromEntries(
      roleNames.map((name) => [
        name,
        {
          people: some(random, people),
          groups: some(random, groups),
          workspaceAdmins: random.chance(0.2),
        },
      ]),
    ),
    grants: lists(random),
    channels: Object.fromEntries(
      some(random, ['default', ...channels]).map((id) => [id, rulesOf()]),
    ),
    templates: Object.fromEntries(
      some(random, patterns).map((one) => [
        one,
        {
          ...(random.chance(0.8) ? { launch: roleList(random) } : {}),
          ...(random.chance(0.5) ? { approve: approval(random) } : {}),
        },
      ]),
    ),
    private: random.chance(0.5) ? { see: roleList(random) } : {},
  };
}

function makeQuestion(random: Random): PolicyQuestion {
  return {
    person: {
      id: random.pick(people),
      teamId: 'T1',
      kind: random.pick(['member', 'member', 'member', 'guest', 'outsider', 'bot']),
      isAdmin: random.chance(0.3),
      deactivated: random.chance(0.05),
    },
    groups: {
      in: some(random, ['S0A', 'S0B']),
      unread: [{ group: 'S0HIDDEN', why: 'missing_scope', passing: false }],
    },
    verb: random.pick(policyVerbs),
    channel: random.pick(channels),
    template: random.chance(0.7) ? random.pick(templates) : undefined,
    jobChannel: random.chance(0.3) ? random.pick(channels) : undefined,
    anywhere: random.chance(0.1),
  };
}

function rulesOf(tree: unknown): PolicyRules {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.rules;
}

/** What the questions are answered with, in order. */
function verdicts(tree: Tree, questions: readonly PolicyQuestion[]): readonly boolean[] {
  const policy = createFilePolicy(rulesOf(tree));
  return questions.map((question) => policy.permit(question).allowed);
}

const policies = 250;
const perPolicy = 25;

/** Runs `check` on many policies with questions; a failure names the seed. */
function fuzz(
  name: string,
  check: (random: Random, tree: Tree, questions: readonly PolicyQuestion[]) => void,
): void {
  test(`${name} (${policies * perPolicy} cases)`, () => {
    for (let seed = 1; seed <= policies; seed++) {
      const random = createRandom(seed);
      const tree = makeTree(random);
      const questions = Array.from({ length: perPolicy }, () => makeQuestion(random));
      try {
        check(random, tree, questions);
      } catch (cause) {
        throw new Error(`seed ${seed}: ${JSON.stringify(tree)}`, { cause });
      }
    }
  });
}

/** The questions that are allowed in the second policy only. */
function widened(
  before: Tree,
  after: Tree,
  questions: readonly PolicyQuestion[],
): readonly PolicyQuestion[] {
  const [were, are] = [verdicts(before, questions), verdicts(after, questions)];
  return questions.filter((_, i) => were[i] === false && are[i] === true);
}

function setList(tree: Tree, { part, name, key }: Place, value: readonly string[]): Tree {
  switch (part) {
    case 'grants':
      return { ...tree, grants: { ...tree.grants, [key]: value } };
    case 'channels':
      return {
        ...tree,
        channels: { ...tree.channels, [name]: { ...tree.channels[name], [key]: value } },
      };
    case 'templates': {
      const before = tree.templates[name];
      const after =
        key === 'approve' ? { approve: { ...before?.approve, by: value } } : { launch: value };
      return { ...tree, templates: { ...tree.templates, [name]: { ...before, ...after } } };
    }
    case 'private':
      return { ...tree, private: { see: value } };
  }
}

type Place = {
  readonly part: 'grants' | 'channels' | 'templates' | 'private';
  readonly name: string;
  readonly key: string;
  readonly list: readonly string[];
};

/** Every list of roles in a file. */
function placesOf({ grants, channels: own, templates: limited, private: seen }: Tree) {
  const of = (part: Place['part'], name: string, all: Lists): readonly Place[] =>
    Object.entries(all).flatMap(([key, list]) =>
      key === 'templates' ? [] : [{ part, name, key, list }],
    );
  return [
    ...of('grants', '', grants),
    ...Object.entries(own).flatMap(([id, one]) => of('channels', id, one)),
    ...Object.entries(limited).flatMap(([name, { launch, approve: { by } = {} }]) =>
      of('templates', name, {
        ...(launch === undefined ? {} : { launch }),
        ...(by === undefined ? {} : { approve: by }),
      }),
    ),
    ...of('private', '', seen.see === undefined ? {} : { see: seen.see }),
  ];
}

fuzz('every verdict is as a plain reading has it', (_, tree, questions) => {
  const plain = questions.map(({ person, groups: facts, verb, template, ...where }) => {
    const places =
      where.anywhere === true ? [] : [where.channel, where.jobChannel ?? where.channel];
    return mayBy(tree, { ...person, groups: facts?.in ?? [] }, { verb, places, template });
  });
  expect(verdicts(tree, questions)).toEqual(plain);
});

fuzz('another factor never widens', (random, tree, questions) => {
  const { channels: own } = tree;
  // A channel's entry takes the place of `default`, so a new one begins as `default` is.
  const id = random.pick(['default', ...channels]);
  const entry = own[id] ?? own['default'] ?? {};
  const key = random.pick([...grantedVerbs, 'templates']);
  const free = entry[key] === undefined;
  const value = key === 'templates' ? some(random, patterns) : roleList(random);
  const inChannel = {
    ...tree,
    channels: { ...own, [id]: free ? { ...entry, [key]: value } : entry },
  };
  expect(widened(tree, inChannel, questions)).toEqual([]);
  const pattern = random.pick(patterns);
  const launch = roleList(random);
  const ofTemplate = { ...tree, templates: { [pattern]: { launch }, ...tree.templates } };
  expect(widened(tree, ofTemplate, questions)).toEqual([]);
});

fuzz(
  'a rule of approval lets nobody approve more, and changes nothing else',
  (random, tree, asked) => {
    const pattern = random.pick(patterns);
    const { launch } = tree.templates[pattern] ?? {};
    const before = launch === undefined ? {} : { launch };
    const without = { ...tree, templates: { ...tree.templates, [pattern]: before } };
    const approve = approval(random);
    const ruled = { ...tree, templates: { ...tree.templates, [pattern]: { ...before, approve } } };
    expect(widened(without, ruled, asked)).toEqual([]);
    const others = asked.filter(({ verb }) => verb !== 'approve');
    expect(verdicts(ruled, others)).toEqual(verdicts(without, others));
  },
);

fuzz('somebody more in `grants.approve` may approve, and nothing else', (random, tree, asked) => {
  const id = random.pick(people);
  const { approve = [] } = tree.grants;
  const granting = (roles: readonly string[]): Tree => ({
    ...tree,
    roles: { ...tree.roles, fresh: { people: [id] } },
    grants: { ...tree.grants, approve: roles },
  });
  const [before, more] = [granting(approve), granting([...approve, 'fresh'])];
  expect(widened(more, before, asked)).toEqual([]);
  for (const { person, verb } of widened(before, more, asked)) {
    expect([person.id, verb]).toEqual([id, 'approve']);
  }
});

fuzz('a role taken from a list never widens', (random, tree, questions) => {
  for (const place of placesOf(tree)) {
    const [role] = place.list;
    if (role === undefined || random.chance(0.7)) continue;
    const less = setList(
      tree,
      place,
      place.list.filter((one) => one !== role),
    );
    expect(widened(tree, less, questions)).toEqual([]);
  }
});

fuzz('somebody in one more role gets what names it, and loses nothing', (random, tree, asked) => {
  const role = random.pick(roleNames);
  const id = random.pick(people);
  const before = tree.roles[role];
  const roles = { ...tree.roles, [role]: { ...before, people: [...(before?.people ?? []), id] } };
  const more = { ...tree, roles };
  expect(widened(more, tree, asked)).toEqual([]);
  const naming = placesOf(tree).filter(({ list }) => list.includes(role));
  const verbs = new Set(naming.map(({ key }) => (key === 'see' ? 'see-private' : key)));
  if (verbs.has('template') || verbs.has('launch')) verbs.add('launch-spec');
  for (const { person, verb } of widened(tree, more, asked)) {
    expect(person.id).toBe(id);
    expect([...verbs]).toContain(verb);
  }
});

fuzz('a role of their own in one grant gives that permission alone', (random, tree, asked) => {
  const places = placesOf(tree).filter(({ part }) => part === 'grants');
  const [first, ...rest] = places;
  if (first === undefined) return;
  const { key, list } = random.pick([first, ...rest]);
  const id = random.pick(people);
  const more = {
    ...setList(tree, { part: 'grants', name: '', key, list }, [...list, 'fresh']),
    roles: { ...tree.roles, fresh: { people: [id] } },
  };
  expect(widened(more, tree, asked)).toEqual([]);
  // A raw spec takes `template` and `launch`.
  const expected = key === 'template' || key === 'launch' ? [key, 'launch-spec'] : [key];
  for (const { person, verb } of widened(tree, more, asked)) {
    expect(person.id).toBe(id);
    expect(expected).toContain(verb);
  }
});

fuzz('rules written down again are the same rules', (_, tree) => {
  const rules = rulesOf(tree);
  const { roles, grants, channels: own, otherChannels, templates: limited, seePrivate } = rules;
  const again = {
    roles: Object.fromEntries(roles),
    grants,
    channels: Object.fromEntries(
      [...own, ...(otherChannels === undefined ? [] : [['default', otherChannels] as const])].map(
        ([id, { grants: lists, templates: some }]) => [id, { ...lists, templates: some }],
      ),
    ),
    templates: Object.fromEntries(
      limited.map(({ pattern, launch, approve }) => [
        pattern,
        { launch, approve: approve && writeApprovalRule(approve) },
      ]),
    ),
    private: { see: seePrivate },
  };
  expect(rulesOf(JSON.parse(JSON.stringify(again)))).toEqual(rules);
});

test('the fuzz sees what widens', () => {
  const random = createRandom(1);
  const questions = Array.from({ length: 200 }, () => makeQuestion(random));
  const none = { roles: {}, grants: { launch: [] }, channels: {}, templates: {}, private: {} };
  expect(widened(none, { ...none, grants: {} }, questions).length).toBeGreaterThan(0);
});
