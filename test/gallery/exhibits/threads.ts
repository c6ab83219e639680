// Whole threads: a card in its final state with all its replies.

import type { CardView } from '../../../app/domain/launch/card.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { fileName, type Exhibit, type Section } from '../exhibit.ts';
import { lastLines } from './log-answers.ts';
import { changeTo } from './changes.ts';
import { ago, cancelOf, cardOf, context, launchOf, outOfMemory, phasesOf } from './samples.ts';

const job = { projectNumber: '123456789012', location: 'us-central1', id: '8474954081719555745' };
const launched: Update = { kind: 'launched', at: ago(46), job, adopted: false };
const waits = changeTo('PENDING', {
  from: undefined,
  fromSince: undefined,
  startTime: undefined,
  at: ago(46),
  observedAt: ago(46),
}).update;
const runs = changeTo('RUNNING', {
  from: 'PENDING',
  fromSince: ago(46),
  at: ago(40),
  observedAt: ago(40),
}).update;

/** One reply. */
type Step = readonly [minutesAgo: number, ...updates: Update[]];

/** The four usual courses of a launch. */
export function threadSection(): Section {
  const ended = { endTime: ago(2), stateSince: ago(2) };
  const cancel = cancelOf('p5t3', { state: 'done' });
  const failed = changeTo('FAILED', {
    ...ended,
    at: ago(2),
    observedAt: ago(2),
    error: outOfMemory,
  }).update;
  return {
    name: 'threads',
    title: 'Threads',
    about: 'A card with its thread when the job has ended.',
    exhibits: [
      thread(
        'A job that fails',
        cardOf('vz3h', { state: 'FAILED', ...ended, ...through('FAILED'), error: outOfMemory }),
        [
          [46, launched],
          [40, runs],
          [2, failed, lastLines],
        ],
      ),
      thread(
        'A job that ends well',
        cardOf('a3f9', { state: 'SUCCEEDED', ...ended, ...through('SUCCEEDED') }),
        [
          [46, launched],
          [46, waits],
          [40, runs],
          [2, changeTo('SUCCEEDED', { ...ended, at: ago(2), observedAt: ago(2) }).update],
        ],
      ),
      thread(
        'A runaway that is stopped',
        cardOf('p5t3', { state: 'CANCELLED', ...ended }, { cancel }),
        [
          [46, launched],
          [40, runs],
          [
            5,
            {
              kind: 'cancel-asked',
              at: ago(5),
              by: 'U0WANDA',
              reason: 'loss is NaN',
              waitsForJob: false,
            },
          ],
          [4, changeTo('CANCELLING', { at: ago(4), observedAt: ago(4) }).update],
          [2, changeTo('CANCELLED', { ...ended, at: ago(2), observedAt: ago(2) }).update],
        ],
      ),
      thread('A launch whose answer was lost', { launch: lostLaunch() }, [
        [46, { kind: 'launch-in-doubt', at: ago(46), failure: lost }],
        [42, { kind: 'launch-unknown', at: ago(42), looks: 7, failure: lost, token: 'token2' }],
      ]),
    ],
  };
}

/** The phases that these threads report. */
const through = (end: string) => ({
  phases: phasesOf(['QUEUED', 46], ['PENDING', 45], ['RUNNING', 40], [end, 2]),
});

const lost = { kind: 'in-doubt', message: 'Vertex did not answer within 30 s.' } as const;

const lostLaunch = () => launchOf('c4m2', { state: 'unknown', failure: lost });

function thread(caption: string, card: CardView, steps: readonly Step[]): Exhibit {
  const replies = steps.map(([minutesAgo, ...updates]) => ({
    at: ago(minutesAgo),
    message: renderReply(
      { updates, card, possiblyRepeated: false },
      { ...context, now: ago(minutesAgo) },
    ),
  }));
  const post = { at: ago(46), message: renderCard(card, context), edited: true };
  return { name: fileName(caption), caption, shown: { kind: 'post', post, replies } };
}
