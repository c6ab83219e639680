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
  ['a launch that did not start', homeOf('U0ANA', ' · NOT STARTED')],
];

test.each(fine)('finds nothing in %s', (_, evidence) => {
  expect(checkRun(evidence).violations).toEqual([]);
});

const cases: readonly Case[] = [
  [
    'a Home that shows a live job',
    'other',
    /the Home of U0ANA shows a job as RUNNING/,
    homeOf('U0ANA', ' · RUNNING'),
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

test('an admin’s Home may show the outline of a private job', () => {
  expect(checkRun(homeOf('U0ROOT', 'abcd')).violations).toEqual([]);
});
