// Launches that take an approval.

import type { Approval, CalledApprovers } from '../../../app/domain/approval/approval.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import type { Captioned } from '../exhibit.ts';
import { ago, fill, launchOf, llama } from './samples.ts';

const hour = 60;
const dollars = (amount: number): bigint => BigInt(amount) * 1_000_000_000n;

/** Asked for 46 minutes ago. */
export function approval(more: Partial<Approval> = {}): Approval {
  return {
    reasons: [{ kind: 'total', above: dollars(200), atMost: dollars(59_163) }],
    specHash: 'c0ffee',
    askedAt: ago(46),
    expiresAt: ago(46 - 24 * hour),
    called: { people: ['U0BO'], groups: ['S0MLLEADS'], admins: false, members: false },
    ...more,
  };
}

/** A launch of the big template that waits for an approval. */
export function asked(more: Partial<Launch> = {}, its: Partial<Approval> = {}): Launch {
  return launchOf('k7m2', {
    ...fill(llama, { steps: '5000' }),
    state: 'waiting',
    job: undefined,
    approval: approval(its),
    ...more,
  });
}

const last = launchOf('h4t8', fill(llama, {}));

/** Somebody who isn't in the channel, and workspace admins that Slack doesn't list. */
export const unlisted: CalledApprovers = {
  people: ['U0BO', 'U0WANDA'],
  groups: [],
  admins: true,
  members: false,
  outside: ['U0WANDA'],
  adminsUnread: 'ratelimited',
};

/** The waiting launch with the last run of its template. */
export const askedCard: CardView = {
  launch: asked(),
  lastRun: {
    ...last,
    template: { name: 'llama-tune', version: 'v2' },
    channel: 'C0MLJOBS',
    rootTs: '1764000000.000100',
    body: {
      ...last.body,
      jobSpec: { ...last.body.jobSpec, serviceAccount: 'trainer@ml-prod.iam.gserviceaccount.com' },
    },
  },
};

const { target, body, estimate } = asked();
const rung = { target, body, estimate };

/** What the launch falls back on is asked for with it. */
export const withFallbacks: CardView = {
  ...askedCard,
  launch: {
    ...askedCard.launch,
    ladder: {
      rungs: [
        rung,
        { ...rung, target: { project: 'ml-prod', location: 'us-east1' }, estimate: undefined },
        {
          ...rung,
          body: {
            ...rung.body,
            jobSpec: { ...rung.body.jobSpec, scheduling: { strategy: 'SPOT' } },
          },
        },
      ],
      at: 0,
      missed: [],
    },
  },
};

const decision = { by: 'U0BO', at: ago(20) };

/** The cards of a launch that takes an approval, from the question to the decision. */
export const approvalCards: readonly Captioned<CardView>[] = [
  ['A launch asks for an approval', askedCard],
  ['The same, for an approver who is not in its channel', { launch: asked(), uncompared: true }],
  [
    'A launch asks workspace admins, and its price is not known',
    {
      launch: launchOf('a3f9', {
        state: 'waiting',
        job: undefined,
        approval: approval({
          reasons: [
            { kind: 'always' },
            { kind: 'price-unknown', why: 'no price list was read yet' },
          ],
          called: { people: [], groups: [], admins: true, members: false },
        }),
      }),
    },
  ],
  ['A launch asks, and an approval covers what it falls back on', withFallbacks],
  [
    'A launch asks, while Slack doesn’t list workspace admins',
    { launch: asked({}, { called: unlisted }) },
  ],
  [
    'A launch that was approved',
    { launch: asked({ state: 'accepted' }, { decision: { verdict: 'approved', ...decision } }) },
  ],
  [
    'A launch that was denied, with the reason',
    {
      launch: asked(
        { state: 'denied' },
        { decision: { verdict: 'denied', ...decision, reason: 'use the smaller cluster first' } },
      ),
    },
  ],
  [
    'A launch that was withdrawn while it waited',
    {
      launch: asked(
        { state: 'cancelled', maxTimeMs: 2 * hour },
        { decision: { verdict: 'withdrawn', by: 'U0ANA', at: ago(20) } },
      ),
    },
  ],
  [
    'A launch that nobody approved in time',
    { launch: asked({ state: 'expired' }, { decision: { verdict: 'expired', at: ago(1) } }) },
  ],
];
