import { describe, expect, test } from 'vitest';
import type {
  Checkup,
  Finding,
  SlackAccount,
  TargetCheck,
} from '../../../app/domain/doctor/checkup.ts';
import { diagnose } from '../../../app/domain/doctor/diagnose.ts';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
import { checkupsOf, healthy, t0 } from '../../blocks/samples.ts';

const grade = (checkup: Checkup, about: Finding['about']) =>
  diagnose(checkup).find((one) => one.about === about)?.grade;

test('all is well when it is', () => {
  const findings = diagnose(healthy);
  expect(findings.map(({ about }) => about)).toEqual([
    'account',
    'scopes',
    'channel',
    'target',
    'use',
    'templates',
    'policy',
    'outbox',
    'database',
    'sizes',
    'clock',
  ]);
  expect(new Set(findings.map((one) => one.grade))).toEqual(new Set(['ok']));
});

test('the worst comes first', () => {
  const grades = ['problem', 'warning', 'unknown', 'ok'];
  for (const checkup of checkupsOf('x')) {
    const places = diagnose(checkup).map((one) => grades.indexOf(one.grade));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  }
});

describe('Slack', () => {
  const account = (changes: Partial<SlackAccount>): Checkup =>
    healthy.account.ok
      ? { ...healthy, account: succeeded({ ...healthy.account.value, ...changes }) }
      : healthy;

  test('scopes are missing, there, or not known', () => {
    expect(grade(account({ missingScopes: ['chat:write'] }), 'scopes')).toBe('problem');
    expect(grade(account({ missingScopes: undefined }), 'scopes')).toBe('unknown');
    expect(grade(account({ connected: false }), 'account')).toBe('problem');
  });

  test('of messages that do not arrive is told only where that is known', () => {
    expect(grade(account({ hearsMessages: false }), 'messages')).toBe('warning');
    expect(grade(account({ hearsMessages: true }), 'messages')).toBeUndefined();
    expect(grade(account({ hearsMessages: undefined }), 'messages')).toBeUndefined();
  });

  test('a refusal is a problem; no answer says nothing, least of all that scopes are fine', () => {
    const refused = failed({ kind: 'permanent', message: 'token_revoked' });
    const silent = failed({ kind: 'transient', message: 'no answer' });
    expect(grade({ ...healthy, account: refused }, 'account')).toBe('problem');
    expect(grade({ ...healthy, account: silent }, 'account')).toBe('unknown');
    expect(grade({ ...healthy, account: silent }, 'scopes')).toBeUndefined();
    expect(grade({ ...healthy, channel: silent }, 'channel')).toBe('unknown');
  });

  test.each([
    ['member', 'ok'],
    ['joinable', 'ok'],
    ['archived', 'problem'],
    ['invisible', 'problem'],
  ] as const)('a channel that is %s: %s', (value, expected) => {
    expect(grade({ ...healthy, channel: succeeded(value) }, 'channel')).toBe(expected);
  });
});

describe('a target', () => {
  const at = (changes: Partial<TargetCheck>): Checkup => ({
    ...healthy,
    stored: healthy.stored.ok
      ? succeeded({
          ...healthy.stored.value,
          targets: [{ target: { project: 'p', location: 'l' }, ...changes }],
        })
      : healthy.stored,
  });
  const minute = 60_000;

  test.each<[string, Partial<TargetCheck>, string]>([
    ['never read, and nothing wrong yet', {}, 'unknown'],
    ['never read for a reason', { problem: '403' }, 'problem'],
    ['read a minute ago', { lastGoodPollAt: t0 - minute }, 'ok'],
    ['read longer ago', { lastGoodPollAt: t0 - minute - 1 }, 'warning'],
    ['read lately, and failed since', { lastGoodPollAt: t0, problem: '503' }, 'warning'],
    ['dark', { lastGoodPollAt: t0 - 12 * minute, problem: '503' }, 'problem'],
    ['read by a clock ahead of this one', { lastGoodPollAt: t0 + minute }, 'ok'],
  ])('%s', (_, changes, expected) => {
    expect(grade(at(changes), 'target')).toBe(expected);
  });
});

test.each([
  [{ everyMs: 10_999 }, undefined],
  [{ everyMs: 34_000 }, 'ok'],
  [{ everyMs: 40_000, slowMs: 40_000 }, 'warning'],
])('how often a target is polled is told if it is not by the schedule: %j', (changes, expected) => {
  const pace = { tickMs: 10_000, jobs: 10_200, reads: 102, share: 30, ...changes };
  const targets = [{ target: { project: 'p', location: 'l' }, lastGoodPollAt: t0, pace }];
  const stored = healthy.stored.ok
    ? succeeded({ ...healthy.stored.value, targets })
    : healthy.stored;
  expect(grade({ ...healthy, stored }, 'pace')).toBe(expected);
});

test('a project’s number is known when one of its locations has told it', () => {
  const at = (project: string, location: string) => ({ target: { project, location } });
  const targets = [at('p', 'a'), { ...at('p', 'b'), projectNumber: '123' }, at('q', 'a')];
  const stored = healthy.stored.ok
    ? succeeded({ ...healthy.stored.value, targets })
    : healthy.stored;
  const found = diagnose({ ...healthy, stored }).flatMap((one) =>
    one.about === 'target' ? [one.target.projectNumber] : [],
  );
  expect(found).toEqual(['123', '123', undefined]);
});

test.each([
  [undefined, 'unknown'],
  [0, 'ok'],
  [-30_000, 'ok'],
  [31_000, 'warning'],
  [-301_000, 'problem'],
] as const)('a clock off by %s ms: %s', (clockSkewMs, expected) => {
  expect(grade({ ...healthy, clockSkewMs }, 'clock')).toBe(expected);
});

test('a database that does not answer hides targets and backlog, and says so', () => {
  const findings = diagnose({
    ...healthy,
    stored: failed({ kind: 'transient', message: 'no answer' }),
  });
  expect(findings[0]).toMatchObject({ about: 'database', grade: 'problem', why: 'no answer' });
  expect(findings.map(({ about }) => about)).not.toContain('target');
  expect(findings.map(({ about }) => about)).not.toContain('outbox');
});

test('what is not named is counted', () => {
  const [first] = checkupsOf('x');
  const unseen = first && diagnose(first).find(({ about }) => about === 'unseen');
  expect(unseen).toMatchObject({ parked: 2, stuck: 2, overdue: 2 });
  expect(grade(healthy, 'unseen')).toBeUndefined();
});

describe('the policy', () => {
  const file = {
    kind: 'file',
    file: 'policy.yml',
    hash: 'c0ffee123456',
    since: t0,
    warnings: { items: [], unseen: 0 },
    missing: { items: [], unseen: 0 },
    unread: [],
  } as const;
  const found = (policy: Checkup['policy']) =>
    diagnose({ ...healthy, policy })
      .filter(({ about }) => about.startsWith('policy'))
      .map((one) => `${one.grade} ${one.about}`);

  test('that decides as it is is fine, by default or of a file', () => {
    expect(found({ kind: 'default' })).toEqual(['ok policy']);
    expect(found(file)).toEqual(['ok policy']);
  });

  test('that is broken now is a problem, also if only others may read why', () => {
    expect(found({ ...file, problems: { items: ['It is bad.'], unseen: 0 } })).toEqual([
      'problem policy-refused',
    ]);
    expect(found({ ...file, problems: { items: [], unseen: 1 } })).toEqual([
      'problem policy-refused',
    ]);
  });

  test('what can’t be meant is warned of, also if only counted', () => {
    const warnings = { items: [], unseen: 1 };
    const missing = { items: [{ path: ['templates', 'x'], pattern: 'x' }], unseen: 0 };
    expect(found({ ...file, warnings, missing })).toEqual([
      'warning policy-warnings',
      'warning policy-templates',
      'ok policy',
    ]);
  });

  test('user groups are told by why they can’t be read; no answer says nothing', () => {
    const unread = [
      { group: 'S0A', why: 'missing_scope', passing: false },
      { group: 'S0B', why: 'timeout', passing: true },
      { group: 'S0C', why: 'missing_scope', passing: false },
    ];
    expect(diagnose({ ...healthy, policy: { ...file, unread } })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          about: 'policy-groups',
          grade: 'problem',
          groups: ['S0A', 'S0C'],
        }),
        expect.objectContaining({ about: 'policy-groups', grade: 'unknown', groups: ['S0B'] }),
      ]),
    );
  });
});

test.each([
  [undefined, 'ok'],
  [{ kind: 'use-forbidden', project: 'p' }, 'warning'],
  [{ kind: 'monitoring-not-enabled', project: 'p' }, 'warning'],
  [{ kind: 'use-not-read', why: '503' }, 'unknown'],
] as const)('the use of GPUs: %o is %s, as all else works without it', (problem, expected) => {
  expect(grade({ ...healthy, uses: [{ project: 'p', problem }] }, 'use')).toBe(expected);
});
