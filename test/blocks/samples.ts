// One of everything the bot can say, with names of one's choice: what the tests of blocks are held against.

import { typedGuard } from '../../app/domain/guard/written-guard.ts';
import type { Bulk } from '../../app/domain/bulk/bulk.ts';
import { type Answer, type AnswerOf, problemAnswer } from '../../app/domain/answer/answer.ts';
import type { Foreseen } from '../../app/domain/answer/launch-answer.ts';
import type { StoreSizes } from '../../app/domain/retention/retention.ts';
import type { CardView, RelatedLaunch } from '../../app/domain/launch/card.ts';
import type { Checkup } from '../../app/domain/doctor/checkup.ts';
import type { Cost } from '../../app/domain/cost/cost.ts';
import type { Estimate } from '../../app/domain/cost/estimate.ts';
import { diagnose } from '../../app/domain/doctor/diagnose.ts';
import { failed, succeeded } from '../../app/domain/error/failure.ts';
import type { Failure } from '../../app/domain/error/failure.ts';
import { launchStates, type Launch } from '../../app/domain/launch/launch.ts';
import type { Phase } from '../../app/domain/job/phase.ts';
import { readShells, type Shells } from '../../app/domain/job/shell.ts';
import { parseTemplate } from '../../app/domain/template/read/parse-template.ts';
import type { Template } from '../../app/domain/template/template.ts';
import type { TemplateSave } from '../../app/domain/template/template-save.ts';
import type { DiffLine } from '../../app/domain/template/text/text-diff.ts';
import { knownStates } from '../../app/domain/job/state.ts';
import type { JobChange, TrackedJob } from '../../app/domain/job/tracked-job.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import type { WatchedJobCounts, Watch } from '../../app/domain/watch/watch.ts';
import { approvalCardsOf } from './approval-card-samples.ts';
import { breaches, guardUpdatesOf } from './guard-samples.ts';
import { policyViews } from './policy-samples.ts';
import { auditAnswersOf } from './audit-samples.ts';
import { blockingsOf, foreseenOf, stopsOf } from './limit-samples.ts';
import { approvalAnswersOf } from './approval-samples.ts';
import { lockAnswersOf, locksOf } from './lock-samples.ts';
import { hintsOf, notesOf, problemsOf, type Sample } from './problem-samples.ts';
import { useChecksOf, usesOf } from './use-samples.ts';

export const t0 = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
const key = { projectNumber: '123456789012', location: 'us-central1', id: '9007199254740993123' };
const target = { project: 'ml-prod', location: 'us-central1' };
const requester = { userId: 'U0ANA', teamId: 'T1', channel: 'C0JOBS' };

export const context = {
  now: t0 + 90 * minute,
  command: '/job',
  token: 'tok1',
  workspaceUrl: 'https://example.slack.com/',
};
type List = AnswerOf<'list'>;

/** `foreign` stands wherever text comes from outside. */
export function launchOf(foreign: string, more: Partial<Launch> = {}): Launch {
  return {
    id: 'l1',
    requestKey: 'command:1',
    handle: 'a3f9',
    state: 'bound',
    template: { name: 'resnet-train', version: 'c0ffee1' },
    parameters: { data: foreign, flags: [foreign, 'x'], lr: 0.1 },
    target,
    body: {
      displayName: foreign,
      jobSpec: {
        workerPoolSpecs: [
          {
            replicaCount: '1',
            machineSpec: {
              machineType: foreign,
              acceleratorType: 'NVIDIA_L4',
              acceleratorCount: 1,
            },
            containerSpec: { imageUri: foreign },
          },
        ],
      },
    },
    requester,
    requestedAt: t0,
    submittedAt: t0,
    attempts: 0,
    job: key,
    ...more,
  };
}

export function jobOf(foreign: string, more: Partial<TrackedJob> = {}): TrackedJob {
  return {
    key,
    target,
    name: `projects/${key.projectNumber}/locations/us-central1/customJobs/${key.id}`,
    handle: 'a3f9',
    displayName: foreign,
    state: 'RUNNING',
    stateSince: t0 + 6 * minute,
    version: 2,
    createTime: t0,
    startTime: t0 + 6 * minute,
    errorAwaited: false,
    restarts: 0,
    misses: 0,
    gone: false,
    observedAt: t0 + 7 * minute,
    ...more,
  };
}

export function changeOf(to: string, more: Partial<JobChange> = {}): JobChange {
  return {
    kind: 'state',
    from: 'PENDING',
    to,
    at: t0 + 6 * minute,
    observedAt: t0 + 7 * minute,
    fromSince: t0,
    createTime: t0,
    startTime: t0 + 6 * minute,
    errorAwaited: false,
    restarts: 0,
    ...more,
  };
}

/** What can be known of a cost: all, a part, nothing. */
export const estimatesOf = (foreign: string): readonly Estimate[] => {
  const known: Cost = { known: true, hourly: 980_000_000n };
  const unknown: Cost = { known: false, why: foreign };
  return [
    { total: known, pools: [known] },
    { total: unknown, pools: [known, unknown] },
    { total: unknown, pools: [] },
  ];
};

const relatedOf = (foreign: string): RelatedLaunch => ({
  handle: 'b9z9',
  channel: 'C0OTHER',
  rootTs: '1764000000.000100',
  template: { name: 'resnet-train', version: 'c0ffee0' },
  target: { project: 'ml-dev', location: 'us-central1' },
  parameters: { data: 'gs://before', flags: [foreign], epochs: 3 },
  maxTimeMs: 60 * minute,
  guard: typedGuard({ maxCostUsd: 200 }),
});

const readTemplate = parseTemplate(
  {
    workerPoolSpecs: [
      { containerSpec: { imageUri: 'i' }, machineSpec: { machineType: 'm' }, replicaCount: 1 },
    ],
  },
  { name: 'x', origin: 'x.yaml', version: 'v1' },
);
if (!readTemplate.ok) throw new Error(readTemplate.problems.join(' '));
const { template: plain } = readTemplate;

export const templateOf = (foreign: string): Template => ({
  ...plain,
  name: 'resnet-train',
  description: foreign,
  origin: foreign,
  version: 'c0ffee1',
  parameters: [
    { name: 'data', type: 'string', description: foreign, pattern: foreign },
    { name: 'gpu', type: 'choice', choices: [foreign, 'x'], default: foreign },
    { name: 'empty', type: 'string', default: '' },
  ],
  literal: false,
  displayName: foreign,
  labels: {},
  targets: [],
  jobSpec: {},
});

/** A launch with everything that a status tells besides its card. */
function detailed(foreign: string): Launch {
  const launch = launchOf(foreign);
  const { body } = launch;
  const jobSpec = {
    ...body.jobSpec,
    scheduling: { strategy: foreign, timeout: '86400s', disableRetries: true },
    serviceAccount: foreign,
    network: foreign,
    reservedIpRanges: [foreign, 'vertex'],
    pscInterfaceConfig: { networkAttachment: foreign, dnsPeeringConfigs: [{ domain: foreign }] },
    persistentResourceId: foreign,
    tensorboard: foreign,
    experiment: foreign,
    baseOutputDirectory: { outputUriPrefix: foreign },
  };
  return { ...launch, body: { ...body, jobSpec, encryptionSpec: { kmsKeyName: foreign } } };
}

/** Begins in a state with a foreign name. */
const phasesOf = (foreign: string): readonly Phase[] => [
  { state: foreign, since: t0 },
  { state: 'RUNNING', since: t0 + 6 * minute },
];

const shellsOf = (foreign: string): Shells => ({
  known: true,
  shells: readShells({
    [foreign]: foreign,
    'workerpool0-0': `https://x.example/${foreign}`,
    'workerpool1-0': `https://x.googleusercontent.com/${foreign}`,
  }),
});

const failureOf = (foreign: string): Failure => ({ kind: 'in-doubt', message: foreign });

/** Every card: each state of a job, each of a launch, and the special cases. */
export function cardsOf(foreign: string): readonly CardView[] {
  const launch = launchOf(foreign);
  const ended = { endTime: t0 + 60 * minute, stateSince: t0 + 60 * minute };
  const error = { code: 3, message: foreign };
  const cancel = {
    id: 'c1',
    requestKey: 'button:1',
    state: 'accepted',
    handle: 'a3f9',
    requester: { ...requester, userId: 'U0BO' },
    reason: foreign,
    requestedAt: t0 + 30 * minute,
    attempts: 1,
  } as const;
  return [
    ...launchStates.map((state) => ({
      launch: launchOf(foreign, { state, job: undefined, failure: failureOf(foreign) }),
    })),
    ...[...knownStates, 'HIBERNATING'].map((state) => ({ launch, job: jobOf(foreign, { state }) })),
    { launch, job: jobOf(foreign, { state: 'SUCCEEDED', ...ended, restarts: 2 }) },
    { launch, job: jobOf(foreign, { state: 'FAILED', ...ended, error, startTime: undefined }) },
    { launch, job: jobOf(foreign, { gone: true }) },
    { launch, job: jobOf(foreign, { unreadable: foreign }) },
    { launch, job: jobOf(foreign), cancel },
    { launch: launchOf(foreign, { state: 'doubt', job: undefined }), cancel },
    { launch: { ...launch, maxTimeMs: 6 * 60 * minute }, job: jobOf(foreign) },
    { launch, job: jobOf(foreign), rerunOf: relatedOf(foreign) },
    { launch: detailed(foreign), job: jobOf(foreign, { phases: phasesOf(foreign) }) },
    ...estimatesOf(foreign).flatMap((estimate) => [
      { launch: { ...launch, estimate }, job: jobOf(foreign) },
      { launch: { ...launch, estimate }, job: jobOf(foreign, { state: 'SUCCEEDED', ...ended }) },
    ]),
    { launch, job: jobOf(foreign), watched: { by: 'U0BO', channel: 'C0OTHER' } },
    ...approvalCardsOf(foreign, (more) => launchOf(foreign, more), t0),
    watchedCardOf(foreign),
    { ...watchedCardOf(foreign), watched: { by: 'U0BO', channel: 'C0OTHER', called: 'U0CLEO' } },
    { ...watchedCardOf(foreign), job: jobOf(foreign, { state: 'FAILED', ...ended, error }) },
  ];
}

/** Launches that wait, for whoever may do less with them. */
function barredOf(cards: readonly CardView[]): readonly CardView[] {
  return cards
    .filter(({ launch }) => launch.state === 'waiting')
    .flatMap((card) => [
      { ...card, barred: ['decide'] },
      { ...card, barred: ['withdraw'] },
      { ...card, barred: ['decide', 'withdraw'] },
    ]);
}

/** The card of a job that nobody launched through the bot; its spec could not be read. */
export function watchedCardOf(foreign: string): CardView {
  const labels = { team: foreign, 'vertex-ai-pipelines-run-billing-id': foreign };
  const launch = launchOf(foreign, {
    origin: 'watched',
    body: { displayName: foreign, labels, jobSpec: {} },
  });
  return { launch, job: jobOf(foreign), watched: { by: 'U0BO', channel: 'C0OTHER' } };
}

/** Every update a thread can be told. */
export function updatesOf(foreign: string): readonly Update[] {
  const failure = failureOf(foreign);
  const error = { code: 3, message: foreign };
  const states = [...knownStates, foreign];
  return [
    { kind: 'launched', at: t0, job: key, adopted: false },
    { kind: 'launched', at: t0, job: key, adopted: true },
    { kind: 'watched', at: t0, job: key, by: 'U0BO', criterion: foreign },
    ...states.map((to): Update => ({ kind: 'job', change: changeOf(to) })),
    { kind: 'job', change: changeOf('RUNNING', { restarts: 1, from: 'PENDING' }) },
    { kind: 'job', change: changeOf('PENDING', { from: 'RUNNING' }) },
    { kind: 'job', change: changeOf('FAILED', { error, endTime: t0 + 9 * minute }) },
    { kind: 'job', change: changeOf('FAILED', { errorAwaited: true }) },
    { kind: 'job', change: changeOf('SUCCEEDED', { observedAt: t0 + 90 * minute }) },
    { kind: 'job', change: changeOf('FAILED', { kind: 'reason', error }) },
    { kind: 'job', change: changeOf('RUNNING', { kind: 'gone', from: foreign }) },
    {
      kind: 'log-tail',
      at: t0,
      lines: [{ at: t0, severity: 'ERROR', replica: foreign, text: foreign }],
      completes: 'job:7',
    },
    ...[true, false].map((alike): Update => ({
      kind: 'run-use',
      at: t0,
      average: 0.234,
      idleShare: 0.61,
      alike,
      completes: 'job:7',
    })),
    { kind: 'launch-failed', at: t0, failure },
    ...locksOf(foreign).map((lock): Update => ({ kind: 'launch-locked', at: t0, lock })),
    { kind: 'approval-asked', at: t0, expiresAt: t0 + 24 * 60 * minute },
    { kind: 'approval-reminder', at: t0, expiresAt: t0 + 12 * 60 * minute },
    { kind: 'approval-decided', at: t0, verdict: 'approved', by: 'U0BO' },
    { kind: 'approval-decided', at: t0, verdict: 'denied', by: 'U0BO', reason: foreign },
    { kind: 'approval-decided', at: t0, verdict: 'expired' },
    ...blockingsOf(foreign).map((why): Update => ({ kind: 'launch-blocked', at: t0, why })),
    { kind: 'launch-in-doubt', at: t0, failure },
    { kind: 'launch-unknown', at: t0, looks: 7, failure, token: 'tok2' },
    { kind: 'launch-late', at: t0, otherHandle: 'b2k7' },
    { kind: 'launch-cancelled', at: t0, by: 'U0BO', reason: foreign },
    { kind: 'launch-cancelled', at: t0, by: 'U0BO', reason: foreign, withdrawn: true },
    { kind: 'launch-dropped', at: t0, by: 'U0BO' },
    { kind: 'rerun', at: t0, by: 'U0BO', handle: 'c4m2', channel: 'C0OTHER', rootTs: '1.000002' },
    { kind: 'cancel-asked', at: t0, by: 'U0BO', reason: foreign, waitsForJob: false },
    { kind: 'cancel-asked', at: t0, by: 'U0BO', waitsForJob: true },
    { kind: 'cancel-refused', at: t0, failure },
    { kind: 'cancel-overdue', at: t0, askedAt: t0, state: foreign, failure },
    { kind: 'cancel-overdue', at: t0, askedAt: t0 },
    ...guardUpdatesOf(foreign, t0),
  ];
}

/** Logs of each job, with lines and without. */
function logsOf(foreign: string, launched: CardView): readonly AnswerOf<'logs'>[] {
  const line = { at: t0, severity: 'ERROR', replica: foreign, text: foreign };
  const lines = [line, { ...line, at: undefined, replica: 'service' }];
  const found = { lines: [], more: false, cutShort: false };
  return [
    ...cardsOf(foreign).map((card) => ({ kind: 'logs', card, ...found }) as const),
    { kind: 'logs', card: launched, ...found, replica: 'workerpool0-0', cutShort: true },
    { kind: 'logs', card: launched, ...found, lines },
    { kind: 'logs', card: launched, ...found, lines, more: true, replica: foreign },
    { kind: 'logs', card: launched, ...found, lines: Array.from({ length: 200 }, () => line) },
  ];
}

/** A policy file with all that can be wrong with one. */
function policyOf(foreign: string): Checkup['policy'] {
  const unread = { why: 'missing_scope', passing: false };
  return {
    kind: 'file',
    file: foreign,
    hash: 'c0ffee123456',
    since: t0,
    problems: { items: [foreign, foreign, foreign, foreign], unseen: 2 },
    warnings: { items: [foreign], unseen: 0 },
    missing: {
      items: [
        { path: ['templates', foreign], pattern: foreign, near: foreign },
        { path: ['templates', foreign], pattern: foreign, channel: 'C0JOBS' },
      ],
      unseen: 1,
    },
    unread: [
      ...['S0A', 'S0B', 'S0C', 'S0D'].map((group) => ({ group, ...unread })),
      { group: foreign, why: foreign, passing: true },
      { group: 'S0E', why: 'plan_upgrade_required', passing: false },
    ],
  };
}

/** Everything the doctor may come upon, and what it can't see. */
export function checkupsOf(foreign: string): readonly Checkup[] {
  const lost = failed({ kind: 'transient', message: foreign });
  const channel = 'C0JOBS';
  const some = <T>(...items: readonly T[]) => ({ items, unseen: 2 });
  const since = t0 + 60 * minute;
  const stuck = { handle: 'a3f9', channel, since, why: foreign };
  const now = t0 + 90 * minute;
  return [
    {
      account: succeeded({
        botName: foreign,
        teamName: foreign,
        mode: 'socket',
        connected: false,
        missingScopes: [foreign, 'chat:write'],
        hearsMessages: false,
      }),
      channel: succeeded('invisible'),
      ops: { channel: 'C0OPS', check: succeeded('archived') },
      templates: succeeded({
        count: 3,
        broken: [
          { file: foreign, problems: [foreign] },
          { file: foreign, problems: [foreign], inUse: 'c0ffee1' },
        ],
        secrets: [{ name: foreign, origin: foreign, places: [foreign, foreign, foreign, foreign] }],
      }),
      policy: { kind: 'default' },
      uses: useChecksOf(foreign),
      database: 'PostgreSQL',
      stored: succeeded({
        now,
        sizes: { ...sizes, retention: { jobsMs: 180 * 86_400_000 }, behind: ['launches'] },
        locks: locksOf(foreign),
        targets: [
          { target, problem: foreign },
          {
            target: { ...target, project: 'other' },
            problem: foreign,
            lastGoodPollAt: t0,
            projectNumber: foreign,
          },
          { target, problem: foreign, lastGoodPollAt: now - 5_000 },
          {
            target,
            lastGoodPollAt: now - 90_000,
            pace: { everyMs: 34_000, tickMs: 10_000, jobs: 10_200, reads: 102, share: 30 },
          },
        ],
        backlog: {
          waiting: 7,
          oldestAt: t0,
          parked: some(
            { handle: 'a3f9', channel, why: 'is_archived', since, waiting: 3 },
            { channel, why: foreign, waiting: 1 },
          ),
          stuck: some(
            { ...stuck, state: 'doubt' as const },
            { ...stuck, state: 'unknown' as const },
            { ...stuck, state: 'accepted' as const },
          ),
          overdue: some({ handle: 'a3f9', channel, askedAt: since, why: foreign }),
          unheard: some({ handle: 'a3f9', channel, since }),
        },
      }),
      clockSkewMs: -400_000,
    },
    {
      account: failed({ kind: 'permanent', message: foreign }),
      channel: lost,
      ops: { channel: 'C0OPS', check: failed({ kind: 'permanent', message: foreign }) },
      templates: lost,
      policy: policyOf(foreign),
      uses: [],
      database: 'SQLite',
      stored: lost,
    },
    healthy,
  ];
}

const sizes: StoreSizes = {
  bytes: 48_300_000,
  launches: { count: 1_204, oldestAt: t0 - 150 * 86_400_000 },
  audit: { count: 1, oldestAt: t0 - 150 * 86_400_000 },
  retention: { jobsMs: 180 * 86_400_000, auditMs: 400 * 86_400_000 },
  behind: [],
};

/** All is well. */
export const healthy: Checkup = {
  account: succeeded({
    botName: 'vertexjobs',
    teamName: 'Acme',
    mode: 'http',
    connected: true,
    missingScopes: [],
  }),
  channel: succeeded('member'),
  templates: succeeded({ count: 2, broken: [] }),
  policy: { kind: 'default' },
  uses: [{ project: target.project }],
  database: 'SQLite',
  stored: succeeded({
    now: t0,
    sizes,
    locks: [],
    targets: [{ target, lastGoodPollAt: t0 - 8_000, projectNumber: '123456789012' }],
    backlog: {
      waiting: 0,
      parked: { items: [], unseen: 0 },
      stuck: { items: [], unseen: 0 },
      overdue: { items: [], unseen: 0 },
      unheard: { items: [], unseen: 0 },
    },
  }),
  clockSkewMs: 1_200,
};

/** No job, one, and whole pages of which each job is in another state. */
export function listsOf(foreign: string, cards: readonly CardView[]): readonly List[] {
  const health = { target, lastGoodPollAt: t0, problem: foreign };
  const far = { target: { project: 'p'.repeat(63), location: 'northamerica-northeast1' } };
  const none: List = {
    kind: 'list',
    filter: { scope: 'here', states: ['FAILED'] },
    rows: [],
    total: 0,
    newer: 0,
    targets: [],
    parked: { named: [], others: 0 },
    turned: false,
  };
  const rows = cards.map((card) => ({ card, rootTs: '1764000000.000100' }));
  const pages = Array.from({ length: Math.ceil(rows.length / 20) }, (_, page) => ({
    ...none,
    filter: {
      scope: 'all' as const,
      states: ['live' as const, ...knownStates],
      sinceMs: 24 * 60 * minute,
      owner: 'U0ANA',
      template: 'x'.repeat(63),
      label: { key: 'k'.repeat(63), value: 'v'.repeat(63) },
    },
    rows: rows.slice(20 * page, 20 * page + 20),
    total: 1_000,
    newer: 500,
    older: { requestedAt: t0, id: 'x' },
    targets: [health, { target }, far],
    parked: { named: [{ channel: 'C0JOBS', why: foreign }], others: 2 },
  }));
  return [none, { ...none, rows: rows.slice(0, 1), total: 1 }, ...pages];
}

/** Nothing, and whole pages of jobs in each state. */
export function topsOf(foreign: string, cards: readonly CardView[]): readonly AnswerOf<'top'>[] {
  const sum = { hourly: 12_300_000_000n, burns: 3, unpriced: 2, unsure: 1, waits: 4 };
  const none = { hourly: 0n, burns: 0, unpriced: 0, unsure: 0, waits: 0 };
  const empty = { kind: 'top', filter: { scope: 'mine' }, rows: [], total: 0, sum: none } as const;
  const owners = [undefined, ...Array.from({ length: 30 }, (_, nth) => `U${nth}`)];
  return [
    { ...empty, owners: [], hidden: 0, targets: [{ target, problem: foreign }] },
    ...Array.from({ length: Math.ceil(cards.length / 20) }, (_, page) => ({
      ...empty,
      filter: { scope: 'all' as const, owner: 'U0ANA' },
      rows: cards
        .slice(20 * page, 20 * page + 20)
        .map((card, nth) => ({ card, use: usesOf(foreign, t0)[nth] })),
      total: 1_000,
      sum,
      owners: owners.map((owner) => ({ owner, sum })),
      hidden: 3,
      targets: [{ target, lastGoodPollAt: t0, problem: foreign }],
    })),
  ];
}

/** Every kind of answer. */
export function answersOf(foreign: string): readonly Answer[] {
  const cards = cardsOf(foreign);
  const [card = { launch: launchOf(foreign) }] = cards;
  const samples: Sample<Answer> = {
    problem: [
      { kind: 'problem', problems: [foreign] },
      { kind: 'problem', problems: [foreign, foreign] },
      ...problemsOf(foreign).map((one) => problemAnswer(one)),
      ...hintsOf(foreign).map((hint) => ({ ...problemAnswer(foreign), hint })),
    ],
    note: some(notesOf(foreign).map((note) => ({ kind: 'note', note }))),
    help: [
      { kind: 'help', command: '/job' },
      { kind: 'help', command: '/job', verb: 'launch' },
    ],
    list: some(listsOf(foreign, cards)),
    top: some(topsOf(foreign, cards)),
    ...jobAnswersOf(foreign, card),
    ...launchAnswersOf(foreign, card),
    ...templateAnswersOf(foreign),
    ...watchAnswersOf(foreign),
    ...lockAnswersOf(foreign),
    ...auditAnswersOf(foreign),
    ...approvalAnswersOf(foreign, t0),
    doctor: some(
      checkupsOf(foreign).map((checkup) => {
        return { kind: 'doctor', version: '1.2.3', findings: diagnose(checkup) };
      }),
    ),
    channel: [
      {
        kind: 'channel',
        settings: {
          channel: 'C0JOBS',
          mode: 'quiet',
          broadcast: true,
          digest: { minutes: 540, zone: foreign },
          setBy: 'U0BO',
          setAt: t0,
        },
        suppressed: { updates: 3, launches: 1 },
        suppressedForMs: 86_400_000,
        nextDigest: t0,
      },
    ],
    suppressed: [
      {
        kind: 'suppressed',
        jobs: [
          {
            card,
            updates: updatesOf(foreign)
              .slice(-20)
              .map((update) => ({ at: t0, update })),
          },
        ],
        more: 3,
      },
    ],
    policy: some(policyViews(foreign, t0).map((view) => ({ kind: 'policy' as const, view }))),
    refused: [
      {
        kind: 'refused',
        act: 'launch',
        why: { kind: 'person-not-found', why: foreign },
        ask: ['U0ANA', 'U0BO'],
      },
      {
        kind: 'refused',
        act: 'cancel',
        why: {
          kind: 'not-granted',
          verb: 'cancel-any',
          factor: { kind: 'channel', here: false },
          roles: ['members', 'operator', 'lead'],
          unread: [{ group: 'S0MLOPS', why: foreign, passing: true }],
        },
        ask: ['U0ANA', 'U0BO', 'U0CY', 'U0DI', 'U0EM', 'U0FAY', 'U0GUS'],
      },
    ],
  };
  return Object.values(samples).flat();
}

/** At least one of a kind. */
function some<One>([first, ...rest]: readonly One[]): readonly [One, ...One[]] {
  if (first === undefined) throw new Error('A kind of answer has no sample.');
  return [first, ...rest];
}

type Samples<Kind extends Answer['kind']> = Sample<AnswerOf<Kind>>;

/** Many are cancelled at once. */
function bulkAnswersOf(
  foreign: string,
  cards: readonly CardView[],
): Samples<'bulk-asks' | 'bulk-none' | 'bulk-begun' | 'bulk-confirmed'> {
  const { requester } = launchOf(foreign);
  const owners = Array.from({ length: 9 }, (_, nth): [string | null, number] => [`U0${nth}`, 9]);
  const counts = { count: 1_990, unpriced: 90, barred: 5, more: 7, unsure: true };
  const sums = { ...counts, hourly: 312_400_000_000n, owners: [...owners, [null, 9] as const] };
  const filter = {
    scope: 'all',
    states: ['RUNNING'],
    owner: 'U0BO',
    template: 'x'.repeat(63),
    label: { key: 'k'.repeat(63), value: 'v'.repeat(63) },
    olderMs: 6 * 60 * minute,
  } as const;
  const asked = { id: 'b1', requestKey: 'k', state: 'asked', requester, askedAt: t0 } as const;
  const bulk: Bulk = {
    ...{ ...asked, filter, reason: foreign },
    sums: { ...sums, owners: sums.owners.map(([owner, count]) => [owner, count]) },
  };
  const here: Bulk = { ...bulk, filter: { scope: 'here' }, state: 'done' };
  return {
    'bulk-asks': [{ kind: 'bulk-asks', bulk, cards: cards.slice(0, 10) }],
    'bulk-none': [
      { kind: 'bulk-none', filter, unsure: true, leftOut: false },
      { kind: 'bulk-none', filter: here.filter, unsure: false, leftOut: true },
    ],
    'bulk-begun': [
      { kind: 'bulk-begun', bulk, ended: 1, newcomers: { cards: cards.slice(0, 5), total: 9 } },
      { kind: 'bulk-begun', bulk: here, ended: 0, newcomers: { cards: [], total: 0 } },
    ],
    'bulk-confirmed': [
      { kind: 'bulk-confirmed', bulk, confirmedAt: t0 },
      { kind: 'bulk-confirmed', bulk: here, confirmedAt: t0 },
    ],
  };
}

/** A job is shown, picked or cancelled. */
function jobAnswersOf(
  foreign: string,
  card: CardView,
): Samples<
  | 'status'
  | 'logs'
  | 'logs-unread'
  | 'picker'
  | 'outline'
  | 'cancel-asks'
  | 'bulk-asks'
  | 'bulk-none'
  | 'bulk-begun'
  | 'bulk-confirmed'
  | 'let-run'
  | 'cancel-stored'
  | 'already-finished'
  | 'already-cancelling'
> {
  const cards = cardsOf(foreign);
  const health = { target, lastGoodPollAt: t0, problem: foreign };
  const candidates = Array.from({ length: 25 }, () => card);
  const two = { typed: foreign, candidates: candidates.slice(0, 2), more: 0 };
  return {
    status: [
      {
        kind: 'status',
        card,
        target: health,
        thread: { channel: 'C0JOBS', parked: foreign, waiting: 2 },
      },
      { kind: 'status', card, target: { target }, thread: { channel: 'C0JOBS', waiting: 1 } },
      ...cards.map((one): AnswerOf<'status'> => {
        return { kind: 'status', card: one, target: { target }, shells: shellsOf(foreign) };
      }),
      { kind: 'status', card, target: { target }, shells: { known: false, why: foreign } },
      ...usesOf(foreign, t0).map(
        (use) => ({ kind: 'status', card, target: { target }, use }) as const,
      ),
      ...barredOf(cards).map((one) => ({ kind: 'status', card: one, target: { target } }) as const),
    ],
    logs: some(logsOf(foreign, card)),
    'logs-unread': [{ kind: 'logs-unread', card, why: { kind: 'logs-not-read', why: foreign } }],
    picker: [
      { kind: 'picker', verb: 'cancel', typed: foreign, candidates, more: 3 },
      { kind: 'picker', verb: 'status', ...two },
      { kind: 'picker', verb: 'logs', ...two },
      { kind: 'picker', verb: 'rerun', ...two },
    ],
    outline: some(cards.map((one) => ({ kind: 'outline', card: one }))),
    'cancel-asks': some(
      cards.map((one) => {
        return { kind: 'cancel-asks', card: one, channel: 'C0JOBS', reason: foreign };
      }),
    ),
    'let-run': [{ kind: 'let-run', card }],
    ...bulkAnswersOf(foreign, cards),
    'cancel-stored': [
      { kind: 'cancel-stored', handle: 'a3f9', displayName: foreign },
      { kind: 'cancel-stored', handle: 'a3f9', displayName: foreign, withdrawn: true },
    ],
    'already-finished': [{ kind: 'already-finished', card }],
    'already-cancelling': [{ kind: 'already-cancelling', card, by: 'U0BO', askedAt: t0 }],
  };
}

function launchAnswersOf(
  foreign: string,
  card: CardView,
): Samples<
  'dry-run' | 'launch-stored' | 'launch-needs-confirmation' | 'rerun-asks' | 'not-launched'
> {
  const { template, body } = launchOf(foreign);
  const stored = { kind: 'launch-stored', handle: 'a3f9', displayName: foreign } as const;
  const preview = { template, target, body, parameters: {}, notes: [foreign] };
  const dryRunAt = (estimate: Estimate, foreseen?: Foreseen): AnswerOf<'dry-run'> => {
    return { kind: 'dry-run', ...preview, estimate, foreseen };
  };
  return {
    'dry-run': some([
      ...estimatesOf(foreign).map((estimate) => ({
        ...dryRunAt(estimate),
        guard: breaches.map(({ rule }) => rule),
        outdone: outdone.slice(0, 2),
      })),
      ...estimatesOf(foreign).map((estimate) => dryRunAt(estimate)),
      ...estimatesOf(foreign)
        .slice(0, 1)
        .flatMap((estimate) =>
          stopsOf(foreign).map((stop) => ({
            ...dryRunAt(estimate),
            ladder: { at: 0, missed: [], rungs: [preview, { ...preview, estimate }, preview] },
            stops: [stop, undefined],
          })),
        ),
      ...estimatesOf(foreign)
        .slice(0, 1)
        .flatMap((estimate) => foreseenOf(foreign).map((foreseen) => dryRunAt(estimate, foreseen))),
      ...estimatesOf(foreign)
        .slice(0, 1)
        .map((estimate) => ({
          ...dryRunAt(estimate, foreseenOf(foreign)[0]),
          ladder: { at: 0, missed: [], rungs: [preview, { ...preview, estimate }] },
        })),
    ]),
    'launch-stored': [
      stored,
      { ...stored, costUnheld: true },
      { ...stored, outdone: outdone.slice(0, 1) },
      ...estimatesOf(foreign).map((estimate) => ({ ...stored, estimate })),
    ],
    'launch-needs-confirmation': [
      { kind: 'launch-needs-confirmation', handle: 'b2k7', duplicate: card },
      ...foreseenOf(foreign).map(
        (foreseen) =>
          ({
            kind: 'launch-needs-confirmation',
            handle: 'b2k7',
            duplicate: card,
            foreseen,
          }) as const,
      ),
    ],
    'rerun-asks': [
      { kind: 'rerun-asks', handle: 'b2k7', card, channel: 'C0JOBS', target },
      ...foreseenOf(foreign).map(
        (foreseen) => ({ kind: 'rerun-asks', handle: 'b2k7', card, target, foreseen }) as const,
      ),
    ],
    'not-launched': [{ kind: 'not-launched' }],
  };
}

/** Limits of all kinds that the policy’s make void. */
const outdone = breaches.map(({ rule }) => ({ rule, by: { ...rule, act: 'cancel' as const } }));

function templateAnswersOf(
  foreign: string,
): Samples<'templates' | 'template' | 'template-history' | 'template-diff' | 'template-saved'> {
  const many = <T>(one: T): readonly T[] => Array.from({ length: 50 }, () => one);
  const diff = { kind: 'template-diff', name: foreign, before: 1 } as const;
  const saved = { kind: 'template-saved', needs: [foreign] } as const;
  return {
    templates: [
      { kind: 'templates', templates: [], problems: [{ file: foreign, problems: [foreign] }] },
      {
        kind: 'templates',
        templates: many(templateOf(foreign)),
        closed: [{ name: foreign, isRefused: true, isLocked: true }],
        problems: many({ file: foreign, problems: [foreign] }),
        skipped: many({ file: foreign, why: 'other' }),
      },
    ],
    template: [
      { kind: 'template', template: templateOf(foreign), source: foreign },
      { kind: 'template', template: templateOf(foreign), source: foreign, save: saveOf(foreign) },
    ],
    'template-history': [
      {
        kind: 'template-history',
        name: foreign,
        saves: [
          saveOf(foreign, { action: 'delete', text: '' }),
          saveOf(foreign, { action: 'restore', restored: 1 }),
          ...Array.from({ length: 18 }, () => saveOf(foreign)),
        ],
        more: true,
      },
    ],
    'template-diff': [
      { ...diff, after: 2, lines: diffOf(foreign) },
      { ...diff, before: 'nothing', after: 'own-text', lines: [], newer: saveOf(foreign) },
    ],
    'template-saved': [
      { ...saved, save: saveOf(foreign), lines: diffOf(foreign) },
      { ...saved, save: saveOf(foreign, { restored: 2 }), lines: [], outdone },
      { ...saved, save: saveOf(foreign, { action: 'delete', text: '' }) },
    ],
  };
}

/** A difference of many lines, each foreign. */
export function diffOf(foreign: string): readonly DiffLine[] {
  const kinds = ['same', 'removed', 'added'] as const;
  const lines = kinds.map((kind): DiffLine => ({ kind, text: foreign }));
  return [...lines, { kind: 'gap', lines: 1 }, ...lines, { kind: 'gap', lines: 40 }];
}

export function saveOf(foreign: string, more: Partial<TemplateSave> = {}): TemplateSave {
  return {
    name: foreign,
    number: 7,
    action: 'save',
    text: foreign,
    author: 'U0ANA',
    at: t0,
    note: foreign,
    ...more,
  };
}

const counts: WatchedJobCounts = { asked: 37, held: 1, waiting: 2, taken: 3, left: 4 };

function watchOf(foreign: string, more: Partial<Watch> = {}): Watch {
  return {
    id: 'w1',
    requestKey: 'command:1',
    state: 'active',
    criterion: { kind: 'fit', labels: { team: 'vision' }, name: foreign },
    requester,
    requestedAt: t0,
    since: t0,
    begun: false,
    unseen: [target, { ...target, project: foreign }],
    told: true,
    attempts: 0,
    ...more,
  };
}

function watchAnswersOf(
  foreign: string,
): Samples<'watch-begun' | 'watch-asks' | 'watch-ended' | 'watches'> {
  const view = { watch: watchOf(foreign), counts };
  const job = { kind: 'job', project: foreign, location: 'us-central1', id: '7' } as const;
  const single = { watch: watchOf(foreign, { criterion: job, unseen: [] }), counts };
  const asking = { watch: watchOf(foreign, { state: 'asking' }), counts };
  const all = { kind: 'fit', labels: {}, name: '*' } as const;
  return {
    'watch-begun': [
      { kind: 'watch-begun', view, known: false },
      { kind: 'watch-begun', view, known: true },
      { kind: 'watch-begun', view: single, known: false },
    ],
    'watch-asks': [
      { kind: 'watch-asks', view: asking },
      { kind: 'watch-asks', view: { ...asking, watch: { ...asking.watch, criterion: all } } },
    ],
    'watch-ended': [{ kind: 'watch-ended', watch: view.watch }],
    watches: [
      { kind: 'watches', views: [asking, ...Array.from({ length: 14 }, () => view)], more: 3 },
      { kind: 'watches', views: [], more: 0 },
    ],
  };
}
