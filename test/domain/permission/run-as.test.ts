// As which accounts jobs may run: every list with every other one, as a plain second reading has it; and no list ever lets
// more through than there was without it.

import { describe, expect, test } from 'vitest';
import { accountOf } from '../../../app/domain/budget/account-refusal.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import { unlistedAccount } from '../../../app/domain/permission/run-as.ts';
import type { PolicyRules } from '../../../app/domain/permission/policy-rules.ts';
import { createRandom, type Random } from '../../chaos/plan/random.ts';

const trainer = 'trainer@acme.iam.gserviceaccount.com';
const serving = 'serve-eu@acme.iam.gserviceaccount.com';
const owner = 'owner@acme.iam.gserviceaccount.com';
const elsewhere = 'trainer@evil.iam.gserviceaccount.com';

type List = readonly string[] | undefined;
type Lists = {
  readonly all?: List;
  readonly own?: List;
  readonly others?: List;
  readonly ofTemplate?: List;
};

const entry = (list: List) => (list === undefined ? {} : { runAs: list });
const treeOf = ({ all, own, others, ofTemplate }: Lists) => ({
  ...entry(all),
  channels: {
    ...(own === undefined ? {} : { C0OWN: entry(own) }),
    ...(others === undefined ? {} : { default: entry(others) }),
  },
  templates: { 'SERVE-*': entry(ofTemplate) },
});

function rulesOf(tree: unknown) {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.rules;
}

type Asked = {
  readonly account: string | undefined;
  readonly channel: string;
  readonly template: string;
};

const known = new Map<Lists, PolicyRules>();

function isAllowed(lists: Lists, { account, channel, template }: Asked): boolean {
  const rules = known.get(lists) ?? rulesOf(treeOf(lists));
  known.set(lists, rules);
  // A spec of a job has its version from there.
  const version = template === 'spec' ? 'us-central1/1' : 'v1';
  const jobSpec = account === undefined ? {} : { serviceAccount: account };
  const body = { jobSpec };
  const launch = { template: { name: template, version }, requester: { channel }, body };
  return unlistedAccount(rules, launch) === undefined;
}

/** The second reading. */
function mayRun(
  { all, own, others, ofTemplate }: Lists,
  { account, channel, template }: Asked,
): boolean {
  const lists = [
    all,
    channel === 'C0OWN' ? (own ?? others) : others,
    template === 'serve-x' ? ofTemplate : undefined,
  ];
  const fits: Readonly<Record<string, readonly (string | undefined)[]>> = {
    [trainer]: [trainer],
    '*@acme.iam.gserviceaccount.com': [trainer, serving, owner],
    'SERVE-*@acme.iam.gserviceaccount.com': [serving],
    default: [undefined],
  };
  return lists.every(
    (list) => list === undefined || list.some((one) => fits[one]?.includes(account)),
  );
}

const shapes: readonly List[] = [
  undefined,
  [],
  [trainer],
  ['*@acme.iam.gserviceaccount.com'],
  ['SERVE-*@acme.iam.gserviceaccount.com', 'default'],
];
const accounts = [undefined, trainer, serving, owner, elsewhere, 'default'];
const asked = accounts.flatMap((account) =>
  ['C0OWN', 'C0OTHER'].flatMap((channel) =>
    ['serve-x', 'train', 'spec'].map((template) => ({ account, channel, template })),
  ),
);
const policies: readonly Lists[] = shapes.flatMap((all) =>
  shapes.flatMap((own) =>
    shapes.flatMap((others) => shapes.map((ofTemplate) => ({ all, own, others, ofTemplate }))),
  ),
);
const cells = policies.flatMap((lists) => asked.map((one) => [lists, one] as const));

test(`${cells.length} cells are as a plain reading has them`, () => {
  // 5 lists in each of 4 places, 6 accounts, 2 channels, 3 kinds of launch.
  expect(cells).toHaveLength(5 ** 4 * 6 * 2 * 3);
  const wrong = cells.filter(([lists, one]) => isAllowed(lists, one) !== mayRun(lists, one));
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(new Set(cells.map(([lists, one]) => isAllowed(lists, one)))).toEqual(
    new Set([true, false]),
  );
});

describe('never wider', () => {
  const places = ['all', 'own', 'others', 'ofTemplate'] as const;
  const some = (random: Random) =>
    [
      'default',
      trainer,
      owner,
      'SERVE-*@acme.iam.gserviceaccount.com',
      '*@acme.iam.gserviceaccount.com',
    ].filter(() => random.chance(0.4));
  const widened = (before: Lists, after: Lists) =>
    asked.filter((one) => !isAllowed(before, one) && isAllowed(after, one));

  test('by another list, or by a shorter one (400 policies)', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const random = createRandom(seed);
      const lists: Lists = Object.fromEntries(
        places.map((place) => [place, random.chance(0.5) ? some(random) : undefined]),
      );
      const place = random.pick(places);
      // The list of a channel takes the place of that of the others, so a new one begins as that.
      const before = lists[place] ?? (place === 'own' ? lists.others : undefined);
      const list = before?.filter(() => random.chance(0.6)) ?? some(random);
      expect(widened(lists, { ...lists, [place]: list }), `seed ${seed}`).toEqual([]);
    }
  });

  test('and the check sees what is wider', () => {
    expect(widened({ all: [trainer] }, {}).length).toBeGreaterThan(0);
  });
});

test.each([
  [{}, undefined],
  [{ serviceAccount: '' }, undefined],
  [{ serviceAccount: trainer }, trainer],
  [{ service_account: owner }, owner],
  [{ serviceAccount: trainer, service_account: owner }, JSON.stringify([trainer, owner])],
  [{ serviceAccount: [trainer] }, JSON.stringify([[trainer]])],
])('the account of %j is %j', (jobSpec, account) => {
  expect(accountOf({ jobSpec })).toBe(account);
});
