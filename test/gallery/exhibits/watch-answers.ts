// Answers about watches, and the card of a job that a watch posted.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { WatchView } from '../../../app/domain/answer/watch-answer.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import {
  watchOverlapMs,
  type WatchedJobCounts,
  type Watch,
} from '../../../app/domain/watch/watch.ts';
import type { Captioned } from '../exhibit.ts';
import { ago, cardOf, launchOf, targets } from './samples.ts';

type Of<Kind extends Answer['kind']> = readonly Captioned<AnswerOf<Kind>>[];

/** A watch of a channel with its jobs. */
export function viewOf(
  more: Partial<Watch> = {},
  counts: Partial<WatchedJobCounts> = {},
): WatchView {
  const watch: Watch = {
    id: 'w1',
    requestKey: 'command:w1',
    state: 'active',
    criterion: { kind: 'fit', labels: { team: 'vision' } },
    requester: { userId: 'U0BO', teamId: 'T0ACME', channel: 'C0MLJOBS' },
    requestedAt: ago(30),
    since: ago(30) - watchOverlapMs,
    begun: true,
    unseen: [],
    told: true,
    attempts: 0,
    ...more,
  };
  return { watch, counts: { asked: 0, held: 0, waiting: 0, taken: 0, left: 0, ...counts } };
}

const one = {
  kind: 'job',
  project: 'ml-prod',
  location: 'us-central1',
  id: '8474954081719555745',
} as const;
const names = { kind: 'fit', labels: {}, name: 'resnet*' } as const;
const all = { kind: 'fit', labels: {}, name: '*' } as const;
const asking = { state: 'asking', begun: false } as const;

export const watchBegun: Of<'watch-begun'> = [
  ['Three run already', { kind: 'watch-begun', view: viewOf({}, { waiting: 3 }), known: false }],
  [
    'Some have their cards here',
    { kind: 'watch-begun', view: viewOf({}, { waiting: 3 }), known: false, carded: 1 },
  ],
  [
    'A target does not answer',
    { kind: 'watch-begun', view: viewOf({ unseen: [targets[1]] }), known: false },
  ],
  ['One job', { kind: 'watch-begun', view: viewOf({ criterion: one }), known: false }],
  ['Watched already', { kind: 'watch-begun', view: viewOf({}, { taken: 7 }), known: true }],
];

export const watchAsks: Of<'watch-asks'> = [
  ['Many run already', { kind: 'watch-asks', view: viewOf(asking, { asked: 37 }) }],
  [
    'A pattern that fits everything',
    { kind: 'watch-asks', view: viewOf({ ...asking, criterion: all }, { asked: 3 }) },
  ],
];

export const watchEnded: Of<'watch-ended'> = [
  ['No more', { kind: 'watch-ended', watch: viewOf().watch }],
];

export const watches: Of<'watches'> = [
  [
    'Those of a channel',
    {
      kind: 'watches',
      views: [
        viewOf({}, { taken: 7 }),
        viewOf({ criterion: names, unseen: [targets[1]] }, { taken: 1 }),
        viewOf({ ...asking, criterion: all }, { asked: 37 }),
      ],
      more: 0,
    },
  ],
  ['None', { kind: 'watches', views: [], more: 0 }],
];

/** The card of a job that a pipeline created. */
export function watchedCard(job: Partial<TrackedJob> = {}): CardView {
  const { body, ...launch } = launchOf('w7k3', {
    origin: 'watched',
    template: { name: 'job-8474954081719555745', version: 'ml-prod/us-central1' },
    parameters: {},
    requester: { userId: 'U0BO', teamId: 'T0ACME', channel: 'C0MLJOBS' },
  });
  const labels = { team: 'vision', 'vertex-ai-pipelines-run-billing-id': '4821077' };
  const watched = { ...launch, body: { ...body, displayName: 'nightly-train', labels } };
  return cardOf('w7k3', job, {
    launch: watched,
    watched: { by: 'U0BO', channel: 'C0MLJOBS' },
  });
}
