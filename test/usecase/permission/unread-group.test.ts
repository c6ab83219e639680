// What is decided while Slack doesn't say who is in a user group that the policy names.

import { beforeEach, describe, expect, test } from 'vitest';
import { createFilePolicy } from '../../../app/domain/permission/file-policy.ts';
import type { Policy } from '../../../app/domain/permission/policy.ts';
import type { PolicyVerb } from '../../../app/domain/permission/policy-verb.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import { decide, decideNow, type DecideDeps } from '../../../app/usecase/permission/decide.ts';
import { createFakeDirectory } from '../fakes/directory.ts';
import { requester } from '../harness.ts';

const group = 'S0MLLEADS';
const otherGroup = 'S0MLOPS';
let slack: ReturnType<typeof createFakeDirectory>;
let deps: DecideDeps;

beforeEach(() => {
  slack = createFakeDirectory(() => 0);
  const parsed = parsePolicy({
    roles: {
      ana: { people: ['U0LOCKS'] },
      lead: { groups: [group] },
      operator: { groups: [otherGroup] },
    },
    grants: { template: ['lead'], lock: ['ana'], launch: ['lead'], 'cancel-own': ['lead'] },
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  deps = { directory: slack.directory, policy: createFilePolicy(parsed.rules) };
  slack.groups.in.set(group, []);
});

const notRead = (which: string, passing: boolean) =>
  slack.groups.unread.set(which, { group: which, why: 'the reason', passing });
const both = async (verb: PolicyVerb = 'template') => [
  decideNow(deps, requester, verb),
  await decide(deps, requester, verb),
];
const refused = { allowed: false, why: { kind: 'not-granted' } };

test('who is not in it is refused at once', async () => {
  expect(await both()).toMatchObject([refused, refused]);
});

test('for a passing reason, nothing is refused yet', async () => {
  notRead(group, true);
  expect(await both()).toEqual([undefined, { later: true, why: 'the reason' }]);
});

test('for a lasting reason, it gives nobody a role, and the refusal says so', async () => {
  notRead(group, false);
  const unread = [{ group, why: 'the reason', passing: false }];
  const said = { allowed: false, why: { kind: 'not-granted', unread } };
  expect(await both()).toMatchObject([said, said]);
});

test('if it is no group that could help, it doesn’t matter', async () => {
  notRead(otherGroup, true);
  expect(await both()).toMatchObject([refused, refused]);
  slack.groups.in.set(group, [requester.userId]);
  expect(await both()).toMatchObject([{ allowed: true }, { allowed: true }]);
});

test('Slack is not asked about groups for somebody who needs none', async () => {
  const asked: string[] = [];
  const directory = {
    ...slack.directory,
    groupsOf: (id: string, groups: readonly string[]) => {
      asked.push(...groups);
      return slack.directory.groupsOf(id, groups);
    },
    knownGroupsOf: () => undefined,
  };
  deps = { ...deps, directory };
  // A full member may view, and nobody gets `cancel-any` or `lock` by a group.
  expect(await both('view')).toMatchObject([{ allowed: true }, { allowed: true }]);
  expect(await both('cancel-any')).toMatchObject([{ allowed: false }, { allowed: false }]);
  expect(await both('lock')).toMatchObject([refused, refused]);
  expect(asked).toEqual([]);
  expect(await both()).toMatchObject([undefined, refused]);
  expect(asked).toEqual([group, otherGroup]);
});

describe('while it can’t be read, what Slack said of it before', () => {
  /** Slack said so this long ago (ms), and says nothing now. */
  const saidBefore = (ageMs: number) => {
    slack.groups.in.set(group, [requester.userId]);
    const failing = { group, why: 'the reason', passing: true };
    const groupsOf = (noOlderThanMs = 5 * 60_000) =>
      ageMs < noOlderThanMs ? { in: [group], unread: [] } : { in: [], unread: [failing] };
    const directory = {
      ...slack.directory,
      groupsOf: (_: string, __: readonly string[], age?: number) => Promise.resolve(groupsOf(age)),
      knownGroupsOf: (_: string, __: readonly string[], age?: number) => groupsOf(age),
    };
    deps = { ...deps, directory };
  };

  test.each([
    { verb: 'launch', knowledge: 'now-if-possible', counts: 4, not: 6 },
    { verb: 'cancel-own', knowledge: undefined, counts: 600, not: undefined },
    { verb: 'launch', knowledge: 'now', counts: 0.5, not: 2 },
    { verb: 'template', knowledge: undefined, counts: 0.5, not: 2 },
  ] as const)(
    'counts for $verb ($knowledge) if that is $counts minutes ago, and not $not',
    async ({ verb, knowledge, counts, not }) => {
      saidBefore(counts * 60_000);
      expect(await decide(deps, requester, verb, {}, knowledge)).toMatchObject({ allowed: true });
      if (not === undefined) return;
      saidBefore(not * 60_000);
      expect(await decide(deps, requester, verb, {}, knowledge)).toMatchObject({ later: true });
    },
  );
});

test('a group that the policy names since then is asked for, too', async () => {
  const second = 'S0SECOND';
  slack.groups.in.set(second, [requester.userId]);
  let { policy } = deps;
  const parsed = parsePolicy({
    roles: { lead: { groups: [second] } },
    grants: { template: ['lead'] },
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const next = createFilePolicy(parsed.rules);
  const live: Policy = {
    permit: (question) => policy.permit(question),
    get rules() {
      return policy.rules;
    },
    get groups() {
      return policy.groups;
    },
  };
  const directory = {
    ...slack.directory,
    groupsOf(id: string, groups: readonly string[]) {
      const answer = slack.directory.groupsOf(id, groups);
      policy = next;
      return answer;
    },
  };
  const decision = await decide({ directory, policy: live }, requester, 'template');
  expect(decision).toMatchObject({ allowed: true });
});
