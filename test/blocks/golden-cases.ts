// The cards, replies and answers that the golden files show: every state, and the largest and strangest of what may stand in them.

import type { Answer } from '../../app/domain/answer/answer.ts';
import type { Cancel } from '../../app/domain/launch/cancel.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import type { JobError } from '../../app/domain/job/job.ts';
import { launchStates, type Launch, type LaunchState } from '../../app/domain/launch/launch.ts';
import type { Phase } from '../../app/domain/job/phase.ts';
import { readShells } from '../../app/domain/job/shell.ts';
import { isTerminal, knownStates } from '../../app/domain/job/state.ts';
import type { JobChange, TrackedJob } from '../../app/domain/job/tracked-job.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { guardUpdatesOf } from './guard-samples.ts';
import { blockingsOf } from './limit-samples.ts';
import { locksOf } from './lock-samples.ts';
import { changeOf, jobOf, launchOf, t0 } from './samples.ts';
import { usesOf } from './use-samples.ts';

type Captioned<Value> = readonly [caption: string, value: Value];

const minute = 60_000;
const at = (minutes: number): number => t0 + minutes * minute;

const launch = named('resnet gs://acme/imagenet lr=0.1');
const oom: JobError = {
  code: 8,
  message:
    'Replicas low on memory: workerpool0. Specify a machine with larger memory and try again.',
};
const cancel: Cancel = {
  id: 'c1',
  requestKey: 'button:1',
  state: 'accepted',
  handle: 'a3f9',
  requester: { userId: 'U0BO', teamId: 'T1', channel: 'C0JOBS' },
  reason: 'loss is NaN',
  requestedAt: at(80),
  attempts: 1,
};

function named(displayName: string, more: Partial<Launch> = {}): Launch {
  const plain = launchOf('g2-standard-8', more);
  return { ...plain, parameters: { lr: 0.1 }, body: { ...plain.body, displayName } };
}

function withPools(count: number): Launch {
  const pool = {
    replicaCount: '2',
    machineSpec: {
      machineType: 'a3-highgpu-8g',
      acceleratorType: 'NVIDIA_H100_80GB',
      acceleratorCount: 8,
    },
    containerSpec: { imageUri: 'us-docker.pkg.dev/acme/train/llama:v12' },
  };
  const jobSpec = { workerPoolSpecs: Array.from({ length: count }, () => pool) };
  return { ...launch, body: { ...launch.body, jobSpec } };
}

/** In a state since 6 minutes past, or ended an hour past. */
function cardIn(state: string, more: Partial<TrackedJob> = {}, rest: Partial<CardView> = {}) {
  const ended = isTerminal(state) ? { endTime: at(60), stateSince: at(60) } : {};
  return { launch, job: jobOf('resnet', { state, ...ended, ...more }), ...rest };
}

/** As long as Vertex and templates let names be. */
const longest: Launch = {
  ...named('W'.repeat(128)),
  template: { name: 'w'.repeat(63), version: 'v1234567890' },
  target: { project: 'p'.repeat(30), location: 'northamerica-northeast1' },
  parameters: { data: 'v'.repeat(3_000) },
};

const scripts = [
  'תיוג תמונות גרסה 2',
  'تدريب نموذج اللغة',
  '画像分類モデル学習',
  '模型训练 第三次',
  '이미지 분류 학습',
  'Обучение модели',
  'Εκπαίδευση μοντέλου',
  'प्रशिक्षण कार्य',
  'การฝึกโมเดล',
  'ﬁ — naïve Ünïcödé 👩🏽‍🔬🏳️‍🌈',
];

export const cards: readonly Captioned<CardView>[] = [
  ...launchStates
    .filter((state) => !['held', 'refused'].includes(state))
    .map((state): Captioned<CardView> => {
      const failure = { kind: 'in-doubt', message: 'Vertex did not answer within 30 s.' } as const;
      const [locked] = locksOf('the data moves');
      const [blocked] = blockingsOf('n1');
      const reasons: Partial<Record<LaunchState, Partial<Launch>>> = {
        locked: { locked },
        blocked: { blocked },
      };
      const why = reasons[state] ?? { failure };
      return [`a launch that is ${state}`, { launch: { ...launch, state, ...why } }];
    }),
  ...[...knownStates, 'HIBERNATING'].map((state): Captioned<CardView> => [
    `a job that is ${state}`,
    cardIn(state),
  ]),
  ['queued, never run', cardIn('QUEUED', { startTime: undefined, stateSince: t0 })],
  ['failed, with its reason', cardIn('FAILED', { error: oom })],
  [
    'failed before it ran, over quota',
    cardIn('FAILED', {
      startTime: undefined,
      error: {
        code: 8,
        message:
          'The following quota metrics exceed quota limits: aiplatform.googleapis.com/custom_model_training_nvidia_l4_gpus',
      },
    }),
  ],
  [
    'failed with 4,000 characters',
    cardIn('FAILED', { error: { code: 3, message: 'x y '.repeat(1_000) } }),
  ],
  ['restarted', cardIn('SUCCEEDED', { restarts: 1 })],
  ['gone', cardIn('RUNNING', { gone: true })],
  ['gone after its end', cardIn('SUCCEEDED', { gone: true })],
  ['unreadable', cardIn('RUNNING', { unreadable: "Permission 'x.get' denied on resource 'y'" })],
  ['a cancel was asked for', cardIn('RUNNING', {}, { cancel })],
  [
    'a cancel that waits for the launch',
    { launch: { ...launch, state: 'doubt' }, cancel: { ...cancel, reason: undefined } },
  ],
  ['two pools', { launch: withPools(2), job: jobOf('resnet') }],
  ['a hundred pools', { launch: withPools(100), job: jobOf('resnet') }],
  ['the longest names', { launch: longest, job: jobOf('W'.repeat(128)) }],
  ...scripts.map((name, index): Captioned<CardView> => [
    `foreign script ${index + 1}`,
    { launch: named(name), job: jobOf(name) },
  ]),
];

type Told = { readonly card: CardView; readonly updates: readonly Update[] };

const phases: readonly Phase[] = [
  { state: 'QUEUED', since: t0 },
  { state: 'PENDING', since: at(1) },
  { state: 'RUNNING', since: at(6) },
];
const restarted: readonly Phase[] = [
  ...phases,
  { state: 'PENDING', since: at(20) },
  { state: 'RUNNING', since: at(24) },
];

/** The end of a job that ran from 6 to 60 minutes past. */
function end(
  to: string,
  more: Partial<JobChange> = {},
  past = phases,
  rest: Partial<CardView> = {},
): Told {
  const change = changeOf(to, { from: 'RUNNING', at: at(60), observedAt: at(60), ...more });
  const card = cardIn(to, { phases: [...past, { state: to, since: at(60) }] }, rest);
  return { card, updates: [{ kind: 'job', change: { ...change, endTime: at(60) } }] };
}

const step = (to: string, more: Partial<JobChange>): Told => {
  const change = changeOf(to, { observedAt: at(6), ...more });
  return { card: cardIn(to), updates: [{ kind: 'job', change }] };
};

export const replies: readonly Captioned<Told>[] = [
  ...[...knownStates, 'HIBERNATING'].map((state): Captioned<Told> => [
    `it is ${state}`,
    isTerminal(state) ? end(state) : step(state, {}),
  ]),
  ['failed, with its reason', end('FAILED', { error: oom })],
  ['failed, the reason follows', end('FAILED', { errorAwaited: true })],
  [
    'failed with 4,000 characters',
    end('FAILED', { error: { code: 3, message: 'x y '.repeat(1_000) } }),
  ],
  [
    'failed in a program that quotes its log',
    end('FAILED', {
      error: {
        code: 3,
        message:
          'The replica workerpool0-0 exited with a non-zero status of 1. Termination reason: Error. \nTraceback (most recent call last):\n  File "train.py", line 3\nValueError: lr',
      },
    }),
  ],
  ['restarted on the way', end('SUCCEEDED', { restarts: 1 }, restarted)],
  ['from before phases were remembered', end('SUCCEEDED', {}, [])],
  ['cancelled by somebody', end('CANCELLED', {}, phases, { cancel })],
  ['succeeded in spite of a cancel', end('SUCCEEDED', {}, phases, { cancel })],
  ['told late', end('SUCCEEDED', { observedAt: at(89) })],
  ['lost its machines', step('PENDING', { from: 'RUNNING', fromSince: t0 })],
  ['running again', step('RUNNING', { from: 'PENDING', fromSince: at(2), restarts: 1 })],
  ['deleted', step('RUNNING', { kind: 'gone', from: 'RUNNING' })],
  ...guardUpdatesOf('lr=0.1 is still falling', at(60)).map((update): Captioned<Told> => [
    `of its guard: ${captionOf(update)}`,
    { card: cardIn('RUNNING'), updates: [update] },
  ]),
];

function captionOf(update: Update): string {
  const breach = 'guard' in update ? update.guard : 'rule' in update ? update : undefined;
  const rule = breach === undefined ? '' : ` (${breach.rule.kind}, ${breach.rule.source})`;
  return `${update.kind}${'stage' in update ? `, ${update.stage}` : ''}${rule}`;
}

const target = { project: 'ml-prod', location: 'us-central1' };
const detailed: Launch = {
  ...launch,
  body: {
    ...launch.body,
    jobSpec: {
      ...launch.body.jobSpec,
      scheduling: { strategy: 'FLEX_START', timeout: '43200s', maxWaitDuration: '7200s' },
      serviceAccount: 'trainer@ml-prod.iam.gserviceaccount.com',
      network: 'projects/123456789012/global/networks/ml',
      persistentResourceId: 'warm-pool',
      enableWebAccess: true,
    },
    encryptionSpec: {
      kmsKeyName: 'projects/ml-prod/locations/us-central1/keyRings/training/cryptoKeys/jobs',
    },
  },
};
const shells = readShells({
  'workerpool0-0': 'https://1234-dot-us-central1.aiplatform-training.googleusercontent.com/',
  'workerpool1-0': 'https://elsewhere.example/',
});

export const statuses: readonly Captioned<Answer>[] = [
  [
    'plain',
    { kind: 'status', card: cardIn('RUNNING'), target: { target, lastGoodPollAt: at(90) } },
  ],
  [
    'with details, phases and shells',
    {
      kind: 'status',
      card: { launch: detailed, job: jobOf('resnet', { phases }) },
      target: { target, lastGoodPollAt: at(89) },
      shells: { known: true, shells },
    },
  ],
  ...usesOf('<!here>', at(90)).map((use, index): Captioned<Answer> => [
    `with the use of GPUs, ${index + 1}`,
    { kind: 'status', card: cardIn('RUNNING'), target: { target, lastGoodPollAt: at(90) }, use },
  ]),
  [
    'the longest, and nothing is certain',
    {
      kind: 'status',
      card: {
        launch: { ...longest, body: { ...detailed.body, displayName: longest.body.displayName } },
        job: jobOf('resnet', { phases: restarted, unreadable: 'z'.repeat(4_000) }),
      },
      target: { target, problem: 'y'.repeat(4_000) },
      thread: { channel: 'C0JOBS', parked: 'is_archived', waiting: 1 },
    },
  ],
];
