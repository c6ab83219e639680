import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { channel } from '../evidence/samples.ts';
import { expectViolation, type Case } from './cases.ts';
import { checkRun } from './check-run.ts';

const homeOf = (user: string, text: string): Evidence => {
  const servers = buildEvidence();
  const view = { type: 'home', blocks: [{ type: 'rich_text', elements: [{ text }] }] };
  return {
    ...servers,
    slack: {
      ...servers.slack,
      calls: [{ method: 'views.publish', args: { user_id: user, view } }],
      views: [{ type: 'home', user, spec: view }],
      channels: servers.slack.channels.map((one) => ({
        ...one,
        kind: one.id === channel ? 'private' : one.kind,
        members: ['U0ANA', 'U0VERTEXJOBS'],
      })),
    },
  };
};

const fine: readonly (readonly [string, Evidence])[] = [
  ['a Home without a live job', homeOf('U0BO', 'Nothing of yours is running.')],
  ['the Home of somebody who may see the job', homeOf('U0ANA', 'abcd')],
  ['a launch that did not start', homeOf('U0ANA', 'Not started')],
];

test.each(fine)('finds nothing in %s', (_, evidence) => {
  expect(checkRun(evidence).violations).toEqual([]);
});

const cases: readonly Case[] = [
  [
    'a Home that shows a live job',
    'other',
    /the Home of U0ANA shows a job as Running/,
    homeOf('U0ANA', 'Running'),
  ],
  [
    'a Home that shows a private job',
    'other',
    /the Home of U0BO showed abcd/,
    homeOf('U0BO', 'abcd'),
  ],
  [
    'the name of a private job on an admin’s Home',
    'other',
    /the Home of U0ROOT showed one/,
    homeOf('U0ROOT', 'one'),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

/** A Home of @root at that time (ms) that names a job that waited for an approval, decided at 1,000,000 ms. */
const gatedAt = (at: number): Evidence => {
  const evidence = homeOf('U0ROOT', 'one');
  const decision = { verdict: 'approved', by: 'U0WANDA', at: 1_000_000 };
  return {
    ...evidence,
    slack: {
      ...evidence.slack,
      calls: evidence.slack.calls.map((call) => ({ ...call, at })),
    },
    rows: {
      ...evidence.rows,
      launches: evidence.rows.launches.map((launch) => ({
        ...launch,
        template_name: 'gated',
        submitted_at: 1_001_000,
        approval: JSON.stringify({ decision }),
      })),
    },
  };
};
const named = /the Home of U0ROOT showed one/;
const namesIt = (evidence: Evidence): boolean =>
  checkRun(evidence).violations.some(({ what }) => named.test(what));

test('an approver’s Home may show what waits for them, until it is decided', () => {
  expect(namesIt(gatedAt(990_000))).toBe(false);
  expect(namesIt(gatedAt(1_050_000))).toBe(true);
});

test('an admin’s Home may show the outline of a private job', () => {
  expect(checkRun(homeOf('U0ROOT', 'abcd')).violations).toEqual([]);
});
