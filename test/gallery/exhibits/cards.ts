import type { CardView } from '../../../app/domain/launch/card.ts';
import type { Failure } from '../../../app/domain/error/failure.ts';
import { launchStates, type LaunchState } from '../../../app/domain/launch/launch.ts';
import { knownStates, type KnownState } from '../../../app/domain/job/state.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { fileName, type Captioned, type Section } from '../exhibit.ts';
import { approvalCards } from './approval-cards.ts';
import { watchedCard } from './watch-answers.ts';
import {
  ago,
  cancelOf,
  cardOf,
  context,
  fill,
  launchOf,
  llama,
  minute,
  outOfMemory,
  secured,
  targets,
} from './samples.ts';

/** The root card in every state of a launch and of a job, and its special cases. */
export function cardSection(): Section {
  const exhibits = [...launchCards(), ...approvalCards, ...jobCards(), ...specialCards()];
  return {
    name: 'cards',
    title: 'Cards',
    about: 'One per job and channel, edited in place, and the only thing in the channel.',
    exhibits: exhibits.map(([caption, card]) => ({
      name: fileName(caption),
      caption,
      shown: {
        kind: 'post',
        post: { at: card.launch.requestedAt, message: renderCard(card, context), edited: true },
      },
    })),
  };
}

const refused = {
  kind: 'permanent',
  message:
    'You do not have permission to act as service_account: trainer@ml-prod.iam.gserviceaccount.com. (or it may not exist).',
} as const;
const lost = { kind: 'in-doubt', message: 'Vertex did not answer within 30 s.' } as const;

/** The fields that a launch of each state has. */
const launchFailures: Partial<Readonly<Record<LaunchState, Failure>>> = {
  accepted: {
    kind: 'not-sent',
    message: 'us-central1-aiplatform.googleapis.com can’t be reached.',
  },
  doubt: lost,
  unknown: lost,
  dropped: lost,
  failed: refused,
};

/** They are shown with their approval. */
const ofApprovals: readonly string[] = ['waiting', 'denied', 'expired'];

function launchCards(): readonly Captioned<CardView>[] {
  // A held or refused launch gets no card.
  const shown = launchStates.filter(
    (state) => !['held', 'refused', 'bound', ...ofApprovals].includes(state),
  );
  return shown.map((state) => {
    const launch = launchOf('a3f9', { state, job: undefined, failure: launchFailures[state] });
    return [`A launch that is ${state}`, { launch }];
  });
}

const ended = { endTime: ago(2), stateSince: ago(2) };
const jobFacts: Readonly<Record<KnownState, Partial<TrackedJob>>> = {
  UNSPECIFIED: {},
  QUEUED: { startTime: undefined, stateSince: ago(46) },
  PENDING: { startTime: undefined, stateSince: ago(45) },
  RUNNING: {},
  SUCCEEDED: ended,
  FAILED: { ...ended, error: outOfMemory },
  CANCELLING: { stateSince: ago(1) },
  CANCELLED: ended,
  PAUSED: { stateSince: ago(10) },
  EXPIRED: { ...ended, startTime: undefined },
  UPDATING: { stateSince: ago(3) },
  PARTIALLY_SUCCEEDED: {
    ...ended,
    error: { code: 13, message: 'Internal error occurred for the current attempt' },
  },
};

function jobCards(): readonly Captioned<CardView>[] {
  return knownStates.map((state) => [
    `A job that is ${state}`,
    cardOf('a3f9', { state, ...jobFacts[state] }),
  ]);
}

function specialCards(): readonly Captioned<CardView>[] {
  const launch = launchOf('a3f9');
  const big = launchOf('k7m2', { ...fill(llama, { steps: '5000' }) });
  const earlier = {
    ...launchOf('b8x4'),
    channel: 'C0MLJOBS',
    rootTs: '1764000000.000100',
    target: targets[1],
  };
  return [
    ['A job on several machines', cardOf('k7m2', {}, { launch: big })],
    ['A job that is watched', watchedCard()],
    [
      'A watched job whose label names whom the policy file calls for it',
      {
        ...watchedCard(),
        watched: { by: 'U0BO', channel: 'C0MLJOBS', called: 'U0ANA' },
      },
    ],
    ['A watched job that has ended', watchedCard({ state: 'SUCCEEDED', ...ended })],
    ['A re-run', cardOf('a3f9', {}, { rerunOf: earlier })],
    [
      'With a longest running time',
      cardOf('a3f9', {}, { launch: { ...launch, maxTimeMs: 360 * minute } }),
    ],
    ['A cancel is on its way', cardOf('a3f9', {}, { cancel: cancelOf('a3f9') })],
    [
      'A cancel that waits for an uncertain launch',
      {
        launch: launchOf('a3f9', { state: 'doubt', failure: lost }),
        cancel: cancelOf('a3f9'),
      },
    ],
    [
      'With a strategy and a persistent resource',
      cardOf('a3f9', {}, { launch: { ...launch, body: secured(launch.body) } }),
    ],
    ['Restarted twice', cardOf('a3f9', { state: 'SUCCEEDED', ...ended, restarts: 2 })],
    [
      'Failed without ever running',
      cardOf('a3f9', {
        state: 'FAILED',
        ...ended,
        startTime: undefined,
        error: {
          code: 8,
          message:
            'The following quota metrics exceed quota limits: aiplatform.googleapis.com/custom_model_training_nvidia_l4_gpus',
        },
      }),
    ],
    [
      'Failed in a way nobody knows',
      cardOf('a3f9', {
        state: 'FAILED',
        ...ended,
        error: { code: 3, message: 'The replica was lost to the sea.' },
      }),
    ],
    ['Deleted at Google', cardOf('a3f9', { gone: true })],
    [
      'Can’t be read at present',
      cardOf('a3f9', {
        unreadable:
          "Permission 'aiplatform.customJobs.get' denied on resource '//aiplatform.googleapis.com/projects/ml-prod/locations/us-central1'.",
      }),
    ],
    ['A state the bot does not know', cardOf('a3f9', { state: 'HIBERNATING', stateSince: ago(4) })],
  ];
}
