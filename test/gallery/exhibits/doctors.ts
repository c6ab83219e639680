// The doctor's answers: all is well, much is wrong, and checks that failed.

import type { AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { Checkup } from '../../../app/domain/doctor/checkup.ts';
import { diagnose } from '../../../app/domain/doctor/diagnose.ts';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
import type { Captioned } from '../exhibit.ts';
import { stop } from './locks.ts';
import { ago, now, targets } from './samples.ts';

const none = { items: [], unseen: 0 };
const sizes = {
  bytes: 48_300_000,
  launches: { count: 1_204, oldestAt: now - 150 * 86_400_000 },
  audit: { count: 3_911, oldestAt: now - 150 * 86_400_000 },
  retention: { jobsMs: 180 * 86_400_000, auditMs: 400 * 86_400_000 },
  behind: [],
};
const well: Checkup = {
  account: succeeded({
    botName: 'vertexjobs',
    teamName: 'Acme',
    mode: 'socket',
    connected: true,
    missingScopes: [],
  }),
  channel: succeeded('member'),
  templates: succeeded({
    count: 4,
    broken: [],
    skipped: [{ file: 'README.md', why: 'other' }],
  }),
  policy: {
    kind: 'file',
    file: 'policy.yml',
    hash: 'ca7f8a87bf9e',
    since: ago(240),
    warnings: none,
    missing: none,
    unread: [],
  },
  uses: [{ project: 'ml-prod' }],
  database: 'PostgreSQL',
  stored: succeeded({
    now,
    sizes,
    locks: [],
    targets: targets.map((target) => ({
      target,
      lastGoodPollAt: now - 8_000,
      projectNumber: '123456789012',
    })),
    backlog: { waiting: 0, parked: none, stuck: none, overdue: none, unheard: none },
  }),
  clockSkewMs: 1_200,
};

const stretched = { everyMs: 34_000, tickMs: 10_000, jobs: 10_150, reads: 102, share: 30 };

const ill: Checkup = {
  account: succeeded({
    botName: 'vertexjobs',
    teamName: 'Acme',
    mode: 'socket',
    connected: true,
    missingScopes: ['files:read'],
    hearsMessages: false,
  }),
  channel: succeeded('invisible'),
  ops: { channel: 'C0OPS', check: succeeded('invisible') },
  templates: succeeded({
    count: 4,
    secrets: [
      {
        name: 'poll',
        origin: 'poll.yaml',
        places: ['workerPoolSpecs[0].containerSpec.env[0].value'],
      },
    ],
    broken: [
      {
        file: 'bert.yaml',
        problems: ['`jobSpec.workerPoolSpecs[0].replicaCount` must be a whole number.'],
        inUse: '51b46ef',
      },
    ],
  }),
  policy: {
    kind: 'file',
    file: 'policy.yml',
    hash: 'ca7f8a87bf9e',
    since: ago(240),
    problems: {
      items: ['`grants.lunch` is not a permission. Did you mean `launch`?'],
      unseen: 0,
    },
    warnings: { items: ['`roles.oncall` has nobody in it.'], unseen: 1 },
    missing: {
      items: [{ path: ['templates', 'llama-tunee'], pattern: 'llama-tunee', near: 'llama-tune' }],
      unseen: 0,
    },
    unread: [{ group: 'S0MLLEADS', why: 'missing_scope', passing: false }],
  },
  uses: [],
  database: 'PostgreSQL',
  stored: succeeded({
    now,
    sizes: { ...sizes, behind: ['launches', 'audit'] },
    locks: [stop],
    targets: [
      {
        target: targets[0],
        lastGoodPollAt: now - 8_000,
        projectNumber: '123456789012',
        odd: { count: 1, names: ['projects/123456789012/locations/us-central1/customJobs/new:7'] },
      },
      {
        target: targets[1],
        lastGoodPollAt: ago(34),
        problem: "Permission 'aiplatform.customJobs.list' denied.",
      },
    ],
    backlog: {
      waiting: 5,
      oldestAt: ago(30),
      parked: {
        items: [
          { handle: 'b8x4', channel: 'C0RESEARCH', why: 'is_archived', since: ago(30), waiting: 3 },
        ],
        unseen: 1,
      },
      stuck: {
        items: [
          {
            handle: 'c4m2',
            channel: 'C0MLJOBS',
            state: 'unknown',
            since: ago(20),
            why: 'Vertex did not answer within 30 s.',
          },
        ],
        unseen: 0,
      },
      overdue: { items: [{ handle: 'a3f9', channel: 'C0MLJOBS', askedAt: ago(9) }], unseen: 0 },
      unheard: {
        items: [{ handle: 'b8x4', channel: 'C0RESEARCH', since: ago(25) }],
        unseen: 0,
      },
    },
  }),
  clockSkewMs: -48_000,
};

const silent = failed({ kind: 'transient', message: 'Slack did not answer within 10 s.' });
const blind: Checkup = {
  account: silent,
  channel: silent,
  templates: failed({ kind: 'transient', message: 'connect ECONNREFUSED 10.0.0.5:5432' }),
  policy: { kind: 'default' },
  uses: [
    {
      project: 'ml-prod',
      problem: { kind: 'use-not-read', why: 'Cloud Monitoring gave no answer within 5 s.' },
    },
  ],
  database: 'PostgreSQL',
  stored: failed({ kind: 'transient', message: 'connect ECONNREFUSED 10.0.0.5:5432' }),
};

const see = (checkup: Checkup) =>
  ({ kind: 'doctor', version: '0.1.0', findings: diagnose(checkup) }) as const;

export const doctors: readonly Captioned<AnswerOf<'doctor'>>[] = [
  ['All is well', see(well)],
  ['Much is not', see(ill)],
  [
    'The role for the use of GPUs is missing',
    see({
      ...well,
      uses: [{ project: 'ml-prod', problem: { kind: 'use-forbidden', project: 'ml-prod' } }],
    }),
  ],
  [
    'Many jobs are read less often, and a region refuses reads',
    see({
      ...well,
      stored: well.stored.ok
        ? succeeded({
            ...well.stored.value,
            targets: [
              { target: targets[0], lastGoodPollAt: now - 21_000, pace: stretched },
              {
                target: targets[1],
                lastGoodPollAt: ago(3),
                problem: 'Quota exceeded for quota metric “Resource management (CRUD) requests”.',
                pace: { ...stretched, jobs: 140, reads: 2, everyMs: 160_000, slowMs: 160_000 },
              },
            ],
          })
        : well.stored,
    }),
  ],
  ['Little is known', see(blind)],
];
