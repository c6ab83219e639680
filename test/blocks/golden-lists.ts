// The lists that their golden file shows: none, one, a job in each state, and the longest page there can be.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { launchStates } from '../../app/domain/launch/launch.ts';
import { isTerminal, knownStates } from '../../app/domain/job/state.ts';
import { context, estimatesOf, jobOf, launchOf, t0 } from './samples.ts';

type List = AnswerOf<'list'>;

const minute = 60_000;
const target = { project: 'ml-prod', location: 'us-central1' };
const east = { project: 'ml-prod', location: 'us-east1' };
const [estimate] = estimatesOf('no price');

const listOf = (cards: readonly CardView[], more: Partial<List> = {}): List => ({
  kind: 'list',
  filter: { scope: 'here' },
  rows: cards.map((card) => ({ card, rootTs: '1764000000.000100' })),
  total: cards.length,
  newer: 0,
  targets: [{ target, lastGoodPollAt: context.now - 5_000 }],
  parked: { named: [], others: 0 },
  turned: false,
  ...more,
});

function inState(state: string, displayName = 'resnet'): CardView {
  const ended = isTerminal(state)
    ? { endTime: t0 + 60 * minute, stateSince: t0 + 60 * minute }
    : {};
  return { launch: launchOf(displayName, { estimate }), job: jobOf('x', { state, ...ended }) };
}

const longest: List = listOf(
  Array.from({ length: 20 }, (_, index) => inState(knownStates[index % 12] ?? '', 'n'.repeat(128))),
  {
    filter: {
      scope: 'all',
      states: ['live', 'FAILED'],
      sinceMs: 7 * 24 * 60 * minute,
      owner: 'U0BO',
      template: 'resnet-train',
      label: { key: 'team', value: 'vision' },
    },
    total: 53,
    newer: 20,
    older: { requestedAt: t0, id: 'x' },
    targets: [
      { target, lastGoodPollAt: context.now - 5_000, problem: 'y'.repeat(4_000) },
      { target: east, lastGoodPollAt: context.now - 12 * minute },
      { target: { project: 'ml-dev', location: 'europe-west4' } },
    ],
    parked: { named: [{ channel: 'C0JOBS', why: 'is_archived' }], others: 2 },
    turned: true,
  },
);

export const lists: readonly (readonly [caption: string, list: List])[] = [
  ['none', listOf([], { filter: { scope: 'mine', states: ['FAILED'] } })],
  ['one', listOf([inState('RUNNING')])],
  ['a job in each state', listOf(knownStates.map((state) => inState(state)))],
  [
    'a launch in each state, without a job',
    listOf(
      launchStates.map((state) => ({ launch: launchOf('resnet', { state, job: undefined }) })),
      { targets: [{ target: east, lastGoodPollAt: context.now - 12 * minute }] },
    ),
  ],
  ['the longest', longest],
];
