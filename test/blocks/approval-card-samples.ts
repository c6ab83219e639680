// Approvals in each state, with names of one's choice.

import type { Approval } from '../../app/domain/approval/approval.ts';
import type { CardView, LastRun } from '../../app/domain/launch/card.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';

const day = 24 * 60 * 60_000;
const dollars = (amount: number): bigint => BigInt(amount) * 1_000_000_000n;

/** Asked at `at` (Unix ms), for every reason there is. */
export function approvalOf(foreign: string, at: number, more: Partial<Approval> = {}): Approval {
  return {
    reasons: [
      { kind: 'always' },
      { kind: 'total', above: dollars(200), atMost: dollars(374) },
      { kind: 'per-hour', above: dollars(30), hourly: dollars(31) },
      { kind: 'price-unknown', why: foreign },
    ],
    specHash: 'c0ffee',
    askedAt: at,
    expiresAt: at + day,
    called: { people: ['U0BO', 'U0WANDA'], groups: ['S0LEADS'], admins: true, members: false },
    ...more,
  };
}

/** A launch that waits, from each kind of earlier run, and what became of it. */
export function approvalCardsOf(
  foreign: string,
  launchOf: (more: Partial<Launch>) => Launch,
  at: number,
): readonly CardView[] {
  const asked = (more: Partial<Launch> = {}, approval: Partial<Approval> = {}) =>
    launchOf({
      state: 'waiting',
      job: undefined,
      approval: approvalOf(foreign, at, approval),
      ...more,
    });
  const launch = asked();
  const lastRun: LastRun = {
    ...launch,
    handle: 'b2k7',
    channel: 'C0JOBS',
    rootTs: '1764000000.000100',
  };
  const differs: LastRun = {
    ...lastRun,
    template: { name: launch.template.name, version: foreign },
    target: { project: 'ml-prod', location: 'europe-west4' },
    parameters: { [foreign]: foreign, lr: 0.2, password: foreign },
    maxTimeMs: 3_600_000,
    body: { displayName: foreign, labels: { [foreign]: foreign }, jobSpec: { [foreign]: foreign } },
  };
  const decision = { by: 'U0BO', at: at + 60_000, reason: foreign };
  // Each card stands in many samples, so these are few.
  return [
    { launch, lastRun: differs },
    { launch, uncompared: true },
    { launch: asked({ state: 'denied' }, { decision: { verdict: 'denied', ...decision } }) },
    { launch: asked({ state: 'cancelled' }, { decision: { verdict: 'withdrawn', ...decision } }) },
  ];
}
