// Answers about jobs.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { Foreseen } from '../../../app/domain/answer/launch-answer.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { readShells } from '../../../app/domain/job/shell.ts';
import { knownStates } from '../../../app/domain/job/state.ts';
import { outlineOf } from '../../../app/domain/permission/viewer.ts';
import { shownUseOf, useProblemsOf, wave } from '../../blocks/use-samples.ts';
import type { Captioned } from '../exhibit.ts';
import { askedCard } from './approval-cards.ts';
import {
  ago,
  cancelOf,
  cardOf,
  fill,
  launchOf,
  llama,
  now,
  outOfMemory,
  phasesOf,
  secured,
  targets,
} from './samples.ts';

type List = AnswerOf<'list'>;
type Of<Kind extends Answer['kind']> = readonly Captioned<AnswerOf<Kind>>[];

const big = launchOf('k7m2', {
  ...fill(llama, { steps: '5000' }),
  requester: { userId: 'U0BO', teamId: 'T0ACME', channel: 'C0RESEARCH' },
});
const running = cardOf('a3f9');
export const failed = cardOf('vz3h', {
  state: 'FAILED',
  error: outOfMemory,
  endTime: ago(2),
  stateSince: ago(2),
});
export const waiting = cardOf(
  'k7m2',
  { state: 'QUEUED', startTime: undefined, stateSince: ago(46) },
  { launch: big },
);
const detailed = cardOf(
  'a3f9',
  { phases: phasesOf(['QUEUED', 46], ['PENDING', 45], ['RUNNING', 40]) },
  { launch: { ...launchOf('a3f9'), body: secured(launchOf('a3f9').body) } },
);
const uncertain: CardView = {
  launch: launchOf('c4m2', {
    state: 'doubt',
    failure: { kind: 'in-doubt', message: 'Vertex did not answer within 30 s.' },
  }),
};

const fresh = targets.map((target) => ({ target, lastGoodPollAt: now - 8_000 }));
const dark = {
  target: targets[1],
  lastGoodPollAt: ago(34),
  problem: 'The service is currently unavailable.',
};

const pageOf = (cards: readonly CardView[], more: Partial<List> = {}): List => ({
  kind: 'list',
  filter: { scope: 'here' },
  rows: cards.map((card, index) => ({
    card,
    ...(card.job === undefined ? {} : { rootTs: `1795534${100 + index}.000100` }),
  })),
  total: cards.length,
  newer: 0,
  targets: fresh,
  parked: { named: [], others: 0 },
  turned: false,
  ...more,
});

export const lists: Of<'list'> = [
  ['Live jobs of a channel', pageOf([running, waiting, uncertain])],
  [
    'A page of many, and what is not known is said',
    pageOf([running, failed], {
      filter: { scope: 'all', states: ['live', 'FAILED'], label: { key: 'team', value: 'vision' } },
      total: 53,
      newer: 20,
      older: { requestedAt: 1, id: 'x' },
      targets: [dark],
      parked: { named: [{ channel: 'C0RESEARCH', why: 'is_archived' }], others: 1 },
      turned: true,
    }),
  ],
  [
    'Of very many, only the newest counted',
    pageOf([failed, failed], {
      filter: { scope: 'all', states: ['FAILED'] },
      total: 1_000,
      older: { requestedAt: 1, id: 'x' },
      hidden: 31,
      uncounted: true,
    }),
  ],
  [
    'None among so many',
    pageOf([], {
      filter: { scope: 'mine', states: ['EXPIRED'] },
      older: { requestedAt: 1, id: 'x' },
      uncounted: true,
    }),
  ],
  ['None', pageOf([], { filter: { scope: 'mine', states: ['FAILED'] } })],
  ['With others that one does not see', pageOf([running], { filter: { scope: 'all' }, hidden: 2 })],
  ['Of an admin', pageOf([running, outlineOf(waiting)], { filter: { scope: 'all' } })],
  [
    'A job in each state',
    pageOf(
      knownStates.map((state) => cardOf('a3f9', { state })),
      { filter: { scope: 'all', sinceMs: 24 * 60 * 60_000, owner: 'U0ANA' } },
    ),
  ],
];

export const outlines: Of<'outline'> = [
  ['A job that runs in a private channel', { kind: 'outline', card: outlineOf(running) }],
  ['One that has failed there', { kind: 'outline', card: outlineOf(failed) }],
];

export const statuses: Of<'status'> = [
  [
    'Fresh',
    { kind: 'status', card: running, target: { target: targets[0], lastGoodPollAt: now - 8_000 } },
  ],
  [
    'With details, phases and shells',
    {
      kind: 'status',
      card: detailed,
      target: { target: targets[0], lastGoodPollAt: now - 8_000 },
      shells: {
        known: true,
        shells: readShells({
          'workerpool0-0':
            'https://8474954081719555745-dot-us-central1.aiplatform-training.googleusercontent.com/',
        }),
      },
    },
  ],
  [
    'With the use of its GPUs',
    {
      kind: 'status',
      card: running,
      target: { target: targets[0], lastGoodPollAt: now - 8_000 },
      use: shownUseOf({ 'workerpool0-0': wave(0.86, 37, ago(3)) }, now, 40),
    },
  ],
  [
    'With one of several replicas idle, and one of which nothing is known',
    {
      kind: 'status',
      card: running,
      target: { target: targets[0], lastGoodPollAt: now - 8_000 },
      use: shownUseOf(
        {
          'workerpool0-0': wave(0.86, 350, ago(3)),
          'workerpool1-0': [...wave(0.83, 150, ago(200)), ...wave(0.8, 120, ago(3))],
          'workerpool1-1': [...wave(0.9, 200, ago(150)), ...wave(0, 147, ago(3))],
          'workerpool1-2': [],
        },
        now,
        360,
        { isOfSeveral: true },
      ),
    },
  ],
  ...useProblemsOf('ml-prod')
    .filter(({ kind }) => kind !== 'use-not-read')
    .map((why): Captioned<AnswerOf<'status'>> => [
      `With the use of its GPUs not known: ${why.kind}${why.kind === 'no-use-points' && why.isOver ? ', at its end' : ''}`,
      {
        kind: 'status',
        card: running,
        target: { target: targets[0], lastGoodPollAt: now - 8_000 },
        use: { kind: 'not-known', why },
      },
    ]),
  [
    'With shells that can’t be read',
    {
      kind: 'status',
      card: detailed,
      target: { target: targets[0], lastGoodPollAt: now - 8_000 },
      shells: { known: false, why: 'Vertex did not answer within 30 s.' },
    },
  ],
  [
    'Stale, with a thread that can’t be written to',
    {
      kind: 'status',
      card: running,
      target: { ...dark, target: targets[0] },
      thread: { channel: 'C0MLJOBS', parked: 'is_archived', waiting: 2 },
    },
  ],
  [
    'Updates on their way',
    {
      kind: 'status',
      card: failed,
      target: { target: targets[0] },
      thread: { channel: 'C0MLJOBS', waiting: 1 },
    },
  ],
  [
    'A launch that waits, for who asked for it',
    {
      kind: 'status',
      card: { ...askedCard, barred: ['decide'] },
      target: { target: targets[0], lastGoodPollAt: now - 8_000 },
    },
  ],
  [
    'The same for somebody who may only look',
    {
      kind: 'status',
      card: { ...askedCard, barred: ['decide', 'withdraw'] },
      target: { target: targets[0], lastGoodPollAt: now - 8_000 },
    },
  ],
];

const candidates = [running, cardOf('b8x4', { createTime: ago(200), stateSince: ago(190) })];
const picker = { kind: 'picker', typed: 'resnet', candidates, more: 0 } as const;

export const pickers: Of<'picker'> = [
  ['Which one to cancel', { ...picker, verb: 'cancel', more: 7 }],
  ['Which one to show', { ...picker, verb: 'status' }],
  ['Which one’s log', { ...picker, verb: 'logs' }],
  ['Which one to run again', { ...picker, verb: 'rerun' }],
];

export const cancelAsks: Of<'cancel-asks'> = [
  [
    'With its reason',
    { kind: 'cancel-asks', card: running, channel: 'C0MLJOBS', reason: 'loss is NaN' },
  ],
  [
    'A job of another channel that has not run',
    { kind: 'cancel-asks', card: waiting, channel: 'C0RESEARCH' },
  ],
];

export const letRun: Of<'let-run'> = [['It goes on', { kind: 'let-run', card: running }]];

const waitsForBo: Foreseen = {
  kind: 'needs-approval',
  reasons: [{ kind: 'always' }],
  expiresMs: 86_400_000,
  called: { people: ['U0BO'], groups: [], admins: true, members: false },
};

export const rerunAsks: Of<'rerun-asks'> = [
  [
    'With what it costs an hour',
    {
      kind: 'rerun-asks',
      handle: 'c4m2',
      card: failed,
      channel: 'C0RESEARCH',
      target: failed.launch.target,
      estimate: failed.launch.estimate,
    },
  ],
  [
    'That would wait for an approval',
    {
      kind: 'rerun-asks',
      handle: 'c4m2',
      card: failed,
      target: failed.launch.target,
      estimate: failed.launch.estimate,
      foreseen: waitsForBo,
    },
  ],
];

export const notLaunched: Of<'not-launched'> = [['Not this one', { kind: 'not-launched' }]];

export const held: Of<'launch-needs-confirmation'> = [
  [
    'The same runs already',
    { kind: 'launch-needs-confirmation', handle: 'c4m2', duplicate: running },
  ],
  [
    'A second one would wait for an approval',
    {
      kind: 'launch-needs-confirmation',
      handle: 'c4m2',
      duplicate: running,
      foreseen: waitsForBo,
    },
  ],
];

export const finished: Of<'already-finished'> = [
  ['Nothing to cancel', { kind: 'already-finished', card: failed }],
];

export const cancelling: Of<'already-cancelling'> = [
  [
    'Cancelled already',
    {
      kind: 'already-cancelling',
      card: cardOf('a3f9', {}, { cancel: cancelOf('a3f9') }),
      by: 'U0WANDA',
      askedAt: ago(5),
    },
  ],
];
