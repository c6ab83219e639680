// Updates of every kind, and of every state of a job. One that is missing is a type error.

import { knownStates } from '../../../app/domain/job/state.ts';
import type { UpdateKind } from '../../../app/domain/notification/update.ts';
import { changeTo, ended, states, type UpdateSample } from './changes.ts';
import { lastLines } from './log-answers.ts';
import { phased, restarted, restless } from './phased-cards.ts';
import { watchedCard } from './watch-answers.ts';
import { over, overTeam } from './limits.ts';
import {
  atTheEnd,
  dear,
  extendableMs,
  idling,
  nearTheEnd,
  pastTheEnd,
  queued,
  timed,
} from './guards.ts';
import { stop } from './locks.ts';
import { asked as askedLaunch, askedCard, unlisted } from './approval-cards.ts';
import { ago, cancelOf, cardOf, now, outOfMemory } from './samples.ts';

type Captions = readonly (readonly [string, UpdateSample])[];

const failure = { kind: 'in-doubt', message: 'Vertex did not answer within 30 s.' } as const;
const denied = {
  kind: 'permanent',
  message:
    "Permission 'aiplatform.customJobs.cancel' denied on resource '//aiplatform.googleapis.com/projects/ml-prod/locations/us-central1'.",
} as const;

const job = { projectNumber: '123456789012', location: 'us-central1', id: '8474954081719555745' };
const watched = { kind: 'watched', at: ago(30), job, by: 'U0BO' } as const;
const late = { kind: 'launch-late', at: ago(30), otherHandle: 'c4m2' } as const;
const live = { standing: 'live' } as const;
const succeeded = { standing: 'ended', state: 'SUCCEEDED' } as const;
const first = cardOf('a3f9').launch;
/** The second of three attempts. */
const climbing = cardOf(
  'a3f9',
  {},
  {
    launch: {
      ...first,
      ladder: {
        rungs: [
          first,
          { ...first, target: { project: 'ml-prod', location: 'us-east1' } },
          { ...first, target: { project: 'ml-prod', location: 'europe-west4' } },
        ],
        at: 1,
        missed: [{ launchId: first.id, why: 'refused', at: ago(5) }],
      },
    },
  },
);
const warning = { kind: 'guard-warning', at: now, extendableMs } as const;
const asked = { kind: 'cancel-asked', at: ago(5), by: 'U0WANDA' } as const;

const runUse = {
  kind: 'run-use',
  at: ago(1),
  average: 0.234,
  idleShare: 0.61,
  alike: true,
  completes: 'job:7',
} as const;

/** At least one sample of every kind. */
export const updates: Readonly<Record<UpdateKind, Captions>> = {
  launched: [
    ['Launched', { update: { kind: 'launched', at: ago(46), job, adopted: false } }],
    [
      'Found after a lost answer',
      { update: { kind: 'launched', at: ago(46), job, adopted: true } },
    ],
    [
      'Launched as a re-run',
      {
        update: { kind: 'launched', at: ago(46), job, adopted: false },
        card: cardOf('a3f9', {}, { rerunOf: earlier() }),
      },
    ],
  ],
  watched: [
    [
      'Watched, from a pipeline',
      { update: { ...watched, criterion: 'label.team=vision' }, card: watchedCard() },
    ],
    ['Watched, launched in another channel', { update: { ...watched, criterion: 'name=resnet*' } }],
  ],
  job: [
    ...knownStates.map((state) => [`The job is ${state}`, states[state]] as const),
    ['Cancelled at Google by somebody', changeTo('CANCELLED', ended)],
    [
      'All of a failure at once',
      { ...changeTo('FAILED', { ...ended, error: outOfMemory }), then: [lastLines] },
    ],
    ['Succeeded, with the use of its GPUs', { ...changeTo('SUCCEEDED', ended), then: [runUse] }],
    ['In a state the bot does not know', changeTo('HIBERNATING')],
    ['Lost its machines', changeTo('PENDING')],
    ['Running again', changeTo('RUNNING', { from: 'PENDING', fromSince: ago(4), restarts: 1 })],
    ['Failed without a reason yet', changeTo('FAILED', { ...ended, errorAwaited: true })],
    ['The reason came late', changeTo('FAILED', { kind: 'reason', error: outOfMemory })],
    [
      'Succeeded before the cancel took effect',
      { ...changeTo('SUCCEEDED', ended), card: cardOf('a3f9', {}, { cancel: cancelOf('a3f9') }) },
    ],
    ['With its phases', { ...changeTo('SUCCEEDED', ended), card: phased() }],
    [
      'Restarted on the way',
      { ...changeTo('SUCCEEDED', { ...ended, restarts: 2 }), card: restarted() },
    ],
    [
      'Restarted all night',
      { ...changeTo('SUCCEEDED', { ...ended, restarts: 17 }), card: restless() },
    ],
    ['Told late, after an outage', changeTo('SUCCEEDED', { endTime: ago(30), at: ago(30) })],
    ['Deleted at Google', changeTo('RUNNING', { kind: 'gone' })],
  ],
  'log-tail': [['The last lines of its log', { update: lastLines }]],
  'run-use': [
    ['How it used its GPUs', { update: runUse }],
    ['How it used GPUs that cost differently', { update: { ...runUse, alike: false } }],
  ],
  'launch-failed': [
    [
      'Vertex refused the launch',
      {
        update: {
          kind: 'launch-failed',
          at: ago(46),
          failure: {
            kind: 'permanent',
            message:
              'You do not have permission to act as service_account: trainer@ml-prod.iam.gserviceaccount.com. (or it may not exist).',
          },
        },
      },
    ],
  ],
  'launch-locked': [
    ['A lock came first', { update: { kind: 'launch-locked', at: ago(46), lock: stop } }],
  ],
  'approval-asked': [
    [
      'A launch takes an approval',
      {
        update: { kind: 'approval-asked', at: ago(46), expiresAt: ago(-1_394) },
        card: askedCard,
      },
    ],
    [
      'Of its approvers, some are not in the channel, and Slack doesn’t list the workspace admins',
      {
        update: { kind: 'approval-asked', at: ago(46), expiresAt: ago(-1_394) },
        card: { launch: askedLaunch({}, { called: unlisted }) },
      },
    ],
  ],
  'approval-reminder': [
    [
      'Nobody has decided for half of the time',
      { update: { kind: 'approval-reminder', at: ago(1), expiresAt: ago(-720) }, card: askedCard },
    ],
  ],
  'approval-decided': [
    [
      'An approver approved the launch',
      { update: { kind: 'approval-decided', at: ago(5), verdict: 'approved', by: 'U0BO' } },
    ],
    [
      'An approver denied it',
      {
        update: {
          kind: 'approval-decided',
          at: ago(5),
          verdict: 'denied',
          by: 'U0BO',
          reason: 'use the smaller cluster first',
        },
      },
    ],
    ['Nobody decided', { update: { kind: 'approval-decided', at: ago(1), verdict: 'expired' } }],
  ],
  'launch-blocked': [
    ['The budget is spent', { update: { kind: 'launch-blocked', at: ago(46), why: overTeam } }],
    ['It belongs to one person', { update: { kind: 'launch-blocked', at: ago(46), why: over } }],
    [
      'Its requester lost the right',
      {
        update: {
          kind: 'launch-blocked',
          at: ago(46),
          why: { kind: 'right-lost', of: 'requester', userId: 'U0ANA' },
        },
      },
    ],
  ],
  'launch-in-doubt': [
    ['The launch is uncertain', { update: { kind: 'launch-in-doubt', at: ago(46), failure } }],
  ],
  'launch-unknown': [
    [
      'No job was found',
      { update: { kind: 'launch-unknown', at: ago(40), looks: 7, failure, token: 'token2' } },
    ],
  ],
  'launch-late': [
    [
      'The job that was thought lost is running, and so is the one in its place',
      { update: { ...late, sides: { original: true, own: live, other: live } } },
    ],
    [
      'The same in the thread of the one in its place',
      { update: { ...late, sides: { original: false, own: live, other: live } } },
    ],
    [
      'The one in its place has ended',
      { update: { ...late, sides: { original: true, own: live, other: succeeded } } },
    ],
    [
      'The same in the thread of the one in its place, which has ended',
      { update: { ...late, sides: { original: false, own: succeeded, other: live } } },
    ],
    [
      'The one in its place only waits for an approval',
      { update: { ...late, sides: { original: true, own: live, other: { standing: 'waiting' } } } },
    ],
    ['Told by an older version', { update: late }],
  ],
  'launch-cancelled': [
    [
      'Cancelled before anything was sent',
      { update: { kind: 'launch-cancelled', at: ago(46), by: 'U0BO', reason: 'wrong dataset' } },
    ],
    [
      'Withdrawn while it waited for an approval',
      { update: { kind: 'launch-cancelled', at: ago(46), by: 'U0ANA', withdrawn: true } },
    ],
  ],
  'launch-dropped': [
    ['Left as it is', { update: { kind: 'launch-dropped', at: ago(40), by: 'U0BO' } }],
    [
      'Launched again in its place',
      { update: { kind: 'launch-dropped', at: ago(40), by: 'U0BO', again: 'c4m2' } },
    ],
  ],
  rerun: [
    [
      'Launched again elsewhere',
      {
        update: {
          kind: 'rerun',
          at: ago(3),
          by: 'U0BO',
          handle: 'c4m2',
          channel: 'C0RESEARCH',
          rootTs: '1764000000.000200',
        },
      },
    ],
  ],
  'cancel-asked': [
    [
      'It makes way for the next attempt',
      {
        update: {
          ...{ kind: 'cancel-asked', at: now, by: 'guard', waitsForJob: false },
          ...{ guard: queued, makesWay: true },
        },
      },
    ],
    [
      'Its guard cancels it',
      {
        update: {
          kind: 'cancel-asked',
          at: now,
          by: 'guard',
          waitsForJob: false,
          guard: pastTheEnd,
        },
      },
    ],
    ['A cancel', { update: { ...asked, waitsForJob: false } }],
    [
      'A cancel with its reason',
      { update: { ...asked, reason: 'wrong dataset', waitsForJob: false } },
    ],
    [
      'A cancel of an uncertain launch',
      { update: { ...asked, reason: 'wrong dataset', waitsForJob: true } },
    ],
  ],
  'cancel-refused': [
    [
      'Vertex refused the cancel',
      { update: { kind: 'cancel-refused', at: ago(4), failure: denied } },
    ],
  ],
  'cancel-overdue': [
    [
      'A cancel that drags',
      { update: { kind: 'cancel-overdue', at: now, askedAt: ago(5), state: 'CANCELLING' } },
    ],
    [
      'A cancel that drags while the launch is uncertain',
      { update: { kind: 'cancel-overdue', at: now, askedAt: ago(5), failure } },
    ],
  ],
  'next-rung': [
    [
      'No capacity: the next of its fallbacks',
      {
        card: climbing,
        update: {
          ...{ kind: 'next-rung', at: now, why: 'refused', attempt: 2, of: 3 },
          message:
            'Resources are insufficient in region: us-central1. Please try a different region.',
        },
      },
    ],
    [
      'The next of its fallbacks may not be sent, and is passed over',
      {
        card: climbing,
        update: {
          ...{ kind: 'next-rung', at: now, why: 'blocked', attempt: 3, of: 3 },
          blocked: {
            kind: 'target-not-configured',
            target: { project: 'ml-prod', location: 'us-east1' },
          },
        },
      },
    ],
    [
      'It waited for too long',
      { card: climbing, update: { kind: 'next-rung', at: now, why: 'waited', attempt: 2, of: 3 } },
    ],
  ],
  'guard-warning': [
    [
      'Near the limit of its guard, which cancels',
      { update: { ...warning, stage: 'near', ...nearTheEnd } },
    ],
    ['At the limit: the last warning', { update: { ...warning, stage: 'over', ...atTheEnd } }],
    ['GPUs that idle', { update: { ...warning, stage: 'near', ...idling } }],
    ['A limit of money, which only tells', { update: { ...warning, stage: 'over', ...dear } }],
    [
      'What max-time set: Vertex keeps it itself',
      { update: { ...warning, stage: 'near', ...timed } },
    ],
    [
      'It waits for long, and nothing more can be added',
      { update: { ...warning, stage: 'over', ...queued, extendableMs: 0 } },
    ],
  ],
  'guard-dry-run': [
    ['A guard that is tried out', { update: { kind: 'guard-dry-run', at: now, ...pastTheEnd } }],
  ],
  'guard-extended': [
    [
      'Somebody extends it',
      {
        update: {
          ...{ kind: 'guard-extended', at: now, by: 'U0BO', reason: 'the last epoch' },
          ...{ ms: 4 * 3_600_000, leftMs: 20 * 3_600_000 },
        },
      },
    ],
  ],
};

function earlier() {
  const { launch } = cardOf('b8x4');
  const parameters = { ...launch.parameters, lr: 0.1 };
  return { ...launch, parameters, channel: 'C0MLJOBS', rootTs: '1764000000.000100' };
}
