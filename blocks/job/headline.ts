import type { CardView } from '../../app/domain/launch/card.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import type { Launch, LaunchState } from '../../app/domain/launch/launch.ts';
import { attemptWords, runTimeOf } from '../../app/domain/job/run-time.ts';
import { isKnownState, isTerminal, type KnownState } from '../../app/domain/job/state.ts';
import type { TrackedJob } from '../../app/domain/job/tracked-job.ts';
import { quote, say, time, type Line } from '../kit/rich.ts';

const stateEmoji: Readonly<Record<KnownState, string>> = {
  UNSPECIFIED: '❓',
  QUEUED: '⏳',
  PENDING: '🟡',
  RUNNING: '🟢',
  SUCCEEDED: '✅',
  FAILED: '❌',
  CANCELLING: '🟠',
  CANCELLED: '🚫',
  PAUSED: '⏸️',
  EXPIRED: '⌛',
  UPDATING: '🔄',
  PARTIALLY_SUCCEEDED: '☑️',
};

const launchWords: Readonly<Record<LaunchState, { emoji: string; word: string }>> = {
  held: { emoji: '✋', word: 'NOT CONFIRMED' },
  requested: { emoji: '⏳', word: 'REQUESTED' },
  waiting: { emoji: '✋', word: 'WAITS FOR APPROVAL' },
  accepted: { emoji: '⏳', word: 'STARTING' },
  submitting: { emoji: '⏳', word: 'STARTING' },
  doubt: { emoji: '❓', word: 'UNCERTAIN' },
  unknown: { emoji: '❓', word: 'NOT FOUND' },
  bound: { emoji: '⏳', word: 'STARTED' },
  refused: { emoji: '❌', word: 'NOT ALLOWED' },
  failed: { emoji: '❌', word: 'NOT STARTED' },
  locked: { emoji: '🔒', word: 'LOCKED' },
  denied: { emoji: '🚫', word: 'DENIED' },
  expired: { emoji: '⌛', word: 'NOT APPROVED IN TIME' },
  blocked: { emoji: '⛔', word: 'BLOCKED' },
  cancelled: { emoji: '🚫', word: 'CANCELLED BEFORE IT STARTED' },
  dropped: { emoji: '❓', word: 'GIVEN UP' },
};

/** The state's emoji; the word is always next to it. */
export function emojiOf({ launch, job }: CardView): string {
  if (job === undefined) return launchWords[launch.state].emoji;
  if (job.gone) return '🗑️';
  return emojiOfState(job.state);
}

/** The emoji of a state, by name. */
export function emojiOfState(state: string): string {
  return isKnownState(state) ? stateEmoji[state] : '❓';
}

const isWithdrawn = ({ state, approval }: Launch): boolean =>
  state === 'cancelled' && approval?.decision?.verdict === 'withdrawn';

/** The state as a word: Vertex AI's for a job, the bot's own for a launch. */
export function wordOf({ launch, job }: CardView): string {
  if (job === undefined) return isWithdrawn(launch) ? 'WITHDRAWN' : launchWords[launch.state].word;
  if (job.gone && !isTerminal(job.state)) return `DELETED while ${job.state}`;
  return job.state;
}

/**
 * The state with its time, which stays true while the card isn't edited: a live job shows since
 * when, a finished one how long it ran.
 */
export function headline(view: CardView, now: number): Line {
  const { job } = view;
  const word = quote(wordOf(view));
  if (job === undefined) return [word];
  if (isTerminal(job.state)) return [word, ...tookParts(job)];
  return [word, say(job.gone ? ', last seen ' : ' since '), time(job.stateSince, now)];
}

function tookParts(job: TrackedJob): Line {
  const end = job.endTime ?? job.stateSince;
  if (job.startTime === undefined) {
    return [say(` · never ran, ended after ${formatDuration(end - job.createTime)}`)];
  }
  const run = runTimeOf(job, end);
  return run === undefined ? [] : [say(` · ran ${formatDuration(run.ms)}${attemptWords(run)}`)];
}
