// The Home tab. A kind of page or of need that is missing is a type error.

import {
  keptUntil,
  weekBefore,
  type BurningAtHome,
  type HomePage,
  type Listed,
  type Need,
  type UseAtHome,
} from '../../../app/domain/home/home.ts';
import type { SharedSpending } from '../../../app/domain/home/spending.ts';
import { burnSum, byBurn } from '../../../app/domain/launch/burn.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { renderHome } from '../../../blocks/home/home.ts';
import { shownUseOf, wave } from '../../blocks/use-samples.ts';
import { fileName, type Captioned, type Section } from '../exhibit.ts';
import { askedCard } from './approval-cards.ts';
import { ownBudget } from './limits.ts';
import {
  ago,
  cancelOf,
  cardOf,
  context,
  fill,
  launchOf,
  llama,
  now,
  outOfMemory,
  resnet,
  targets,
} from './samples.ts';

type Open = Extract<HomePage, { kind: 'open' }>;

const ana = { userId: 'U0ANA', teamId: 'T0ACME', channel: 'D0ANA' };
const bo = { userId: 'U0BO', teamId: 'T0ACME', channel: 'C0RESEARCH' };
const wanda = { userId: 'U0WANDA', teamId: 'T0ACME', channel: 'C0MLJOBS' };
const lost = { kind: 'in-doubt', message: 'Vertex did not answer within 30 s.' } as const;

/** One sample of each kind of need. */
export const needs: Readonly<Record<Need['kind'], Need>> = {
  unknown: {
    kind: 'unknown',
    card: { launch: launchOf('m7x2', { state: 'unknown', job: undefined, failure: lost }) },
  },
  overdue: {
    kind: 'overdue',
    card: cardOf(
      'k4d8',
      { state: 'CANCELLING', stateSince: ago(7) },
      { cancel: cancelOf('k4d8', { requester: ana, requestedAt: ago(7) }) },
    ),
    askedAt: ago(7),
  },
  parked: {
    kind: 'parked',
    card: cardOf('r3v1'),
    channel: 'C0RESEARCH',
    why: 'not_in_channel',
  },
  failed: {
    kind: 'failed',
    card: cardOf('b8n5', {
      state: 'FAILED',
      stateSince: ago(12),
      endTime: ago(12),
      error: outOfMemory,
    }),
  },
};

const listed = <T>(items: readonly T[], more = 0): Listed<T> => ({ items, more });
const dollars = (amount: number): bigint => BigInt(Math.round(amount * 1e9));

const week = weekBefore(now);
const nothingSpent: SharedSpending = {
  ...week,
  mine: { amount: 0n, jobs: 0, atMost: false, unknown: 0 },
  others: { amount: 0n, jobs: 0, atMost: false, unknown: 0 },
};

function burningOf(...cards: readonly CardView[]): BurningAtHome {
  return {
    sum: burnSum(cards),
    mine: burnSum(cards.filter(({ launch }) => launch.requester.userId === ana.userId)),
    dearest: byBurn(cards, now).map((card) => ({ card })),
  };
}

/** The same jobs, and how they use their GPUs. */
function using(burning: BurningAtHome, ...uses: readonly UseAtHome[]): BurningAtHome {
  return {
    ...burning,
    dearest: burning.dearest.map(({ card }, index) => ({ card, use: uses[index] })),
  };
}

const idles = shownUseOf(
  { 'workerpool0-0': wave(0.03, 90, ago(4)), 'workerpool1-0': wave(0.02, 90, ago(5)) },
  now,
  180,
);
const noPoints: UseAtHome = { kind: 'not-known', why: { kind: 'no-use-points', isOver: false } };

const usual: Open = {
  kind: 'open',
  asks: listed<CardView>([]),
  needs: listed([needs.failed]),
  mine: listed([
    cardOf('a3f9'),
    cardOf('q2w6', { state: 'PENDING', stateSince: ago(3), startTime: undefined }),
  ]),
  team: listed([
    cardOf(
      't5h4',
      {},
      {
        launch: launchOf('t5h4', {
          requester: bo,
          ...fill(llama, {}),
        }),
      },
    ),
    cardOf('e9c3', {}, { launch: launchOf('e9c3', { requester: wanda }) }),
  ]),
  burning: burningOf(
    cardOf('a3f9'),
    cardOf('t5h4', {}, { launch: launchOf('t5h4', { requester: bo, ...fill(llama, {}) }) }),
    cardOf('e9c3', {}, { launch: launchOf('e9c3', { requester: wanda }) }),
  ),
  templates: listed([llama, resnet]),
  spending: {
    ...week,
    mine: { amount: dollars(41.72), jobs: 9, atMost: false, unknown: 0 },
    others: { amount: dollars(1_284.05), jobs: 31, atMost: true, unknown: 2 },
  },
  unread: [],
  keptUntil: keptUntil(now),
};

/** At least one sample of every kind of page. */
export const homes: Readonly<Record<HomePage['kind'], readonly Captioned<HomePage>[]>> = {
  open: [
    ['An afternoon', usual],
    ['With a budget of one’s own', { ...usual, needs: listed([]), budget: ownBudget }],
    ['How the jobs that burn use their GPUs', usingPage(idles, noPoints)],
    ['The use of GPUs is still being read', usingPage({ kind: 'being-read' }, idles)],
    [
      'The use of GPUs may not be read',
      usingPage({ kind: 'not-known', why: { kind: 'use-forbidden', project: 'ml-prod' } }),
    ],
    ['Nothing yet', nothing({})],
    ['Launches wait for their approval', { ...usual, asks: listed([askedCard], 2) }],
    [
      'So many wait that not all were looked at, and of some Slack doesn’t say whose they are',
      { ...usual, asks: { ...listed([askedCard], 2), unchecked: 3, cut: true } },
    ],
    ['Much needs somebody', { ...usual, needs: listed(Object.values(needs)) }],
    [
      'A region that can’t be read',
      {
        ...usual,
        needs: listed<Need>([]),
        unread: [
          {
            target: targets[1],
            lastGoodPollAt: ago(11),
            problem: 'The service is currently unavailable.',
          },
        ],
      },
    ],
    [
      'More than it holds',
      {
        ...usual,
        mine: listed(usual.mine.items, 14),
        team: listed(usual.team.items, 211),
        templates: listed([llama, resnet], 26),
      },
    ],
    ['Without templates', nothing({ templates: listed([]) })],
    ['Some templates are for others', nothing({ templates: { ...listed([resnet]), others: 2 } })],
  ],
  closed: [['A guest’s', { kind: 'closed', why: { kind: 'no-member', who: 'guest' } }]],
};

function usingPage(...uses: readonly UseAtHome[]): Open {
  return { ...usual, needs: listed<Need>([]), burning: using(usual.burning, ...uses) };
}

function nothing(more: Partial<Open>): Open {
  return {
    ...usual,
    needs: listed([]),
    mine: listed([]),
    team: listed([]),
    burning: burningOf(),
    spending: nothingSpent,
    ...more,
  };
}

/** The Home tab. */
export function homeSection(): Section {
  return {
    name: 'homes',
    title: 'Home',
    about: 'What one person sees at the bot itself, kept up to date while they look.',
    exhibits: Object.values(homes)
      .flat()
      .map(([caption, page]) => ({
        name: fileName(caption),
        caption,
        shown: { kind: 'window', view: renderHome(page, 'D0ANA', context) },
      })),
  };
}
