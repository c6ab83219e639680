// What burns now.

import type { AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { Guard } from '../../../app/domain/guard/guard.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { burnByOwner, burnSum, byBurn } from '../../../app/domain/launch/burn.ts';
import type { Captioned } from '../exhibit.ts';
import { shownUseOf, wave } from '../../blocks/use-samples.ts';
import { ago, cardOf, fill, launchOf, llama, minute, now, resnet, targets } from './samples.ts';

type Top = AnswerOf<'top'>;

const ofBo = { userId: 'U0BO', teamId: 'T0ACME', channel: 'C0RESEARCH' };
const running = cardOf('a3f9');
const dear = cardOf(
  'k7m2',
  { createTime: ago(195), startTime: ago(190), stateSince: ago(190) },
  { launch: launchOf('k7m2', { ...fill(llama, { steps: '5000' }), requester: ofBo }) },
);
const queued = cardOf('q2w8', { state: 'QUEUED', startTime: undefined, stateSince: ago(12) });
const unpriced = cardOf(
  'x5t1',
  {},
  {
    launch: launchOf('x5t1', {
      ...fill(resnet, { data: 'gs://acme-data/imagenet' }, targets[1]),
      requester: ofBo,
    }),
  },
);
const newer = cardOf('n9b4', { state: 'DEFROSTING', stateSince: ago(3) });

const topOf = (cards: readonly CardView[], more: Partial<Top> = {}): Top => ({
  kind: 'top',
  filter: { scope: 'here' },
  rows: byBurn(cards, now).map((card) => ({ card })),
  total: cards.length,
  sum: burnSum(cards),
  owners: burnByOwner(cards),
  hidden: 0,
  targets: targets.map((target) => ({ target, lastGoodPollAt: now - 8_000 })),
  ...more,
});

const warned = { warnAt: 0.8, act: 'cancel', graceMs: 30 * minute, source: 'template' } as const;
const guard: Guard = [
  { ...warned, kind: 'duration', ms: 12 * 60 * minute },
  { ...warned, kind: 'cost', amount: 400_000_000_000n },
];
const guarded: CardView = { ...running, launch: { ...running.launch, guard } };

export const tops: readonly Captioned<Top>[] = [
  ['What burns in a channel', topOf([running, queued])],
  [
    'What burns in all channels, and what is not known is said',
    topOf([running, dear, queued, unpriced, newer], { filter: { scope: 'all' }, hidden: 2 }),
  ],
  [
    'The first of many, of one person',
    topOf([dear, unpriced], { filter: { scope: 'all', owner: 'U0BO' }, total: 45 }),
  ],
  [
    'The use of GPUs and the guards, where there are any',
    {
      ...topOf([]),
      ...{ total: 3, sum: burnSum([guarded, dear, queued]) },
      rows: [
        {
          card: dear,
          use: shownUseOf(
            { 'workerpool0-0': wave(0.03, 90, ago(4)), 'workerpool1-0': [] },
            now,
            180,
          ),
        },
        {
          card: guarded,
          use: { kind: 'not-known', why: { kind: 'no-use-points', isOver: false } },
        },
        { card: queued },
      ],
    },
  ],
  ['Nothing', topOf([])],
];
