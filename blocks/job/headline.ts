import type { CardView } from '../../app/domain/launch/card.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { attemptWords, runTimeOf } from '../../app/domain/job/run-time.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import type { TrackedJob } from '../../app/domain/job/tracked-job.ts';
import { say, time, type Line } from '../kit/rich.ts';
import { launchWords, stateEmoji, stateInside, statePhrase, stateWord } from './state-words.ts';

/** The state's emoji; the word is always next to it. */
export function emojiOf({ launch, job }: CardView): string {
  if (job === undefined) return launchWords(launch.state).emoji;
  return job.gone ? '🗑️' : stateEmoji(job.state);
}

const isWithdrawn = ({ state, approval }: Launch): boolean =>
  state === 'cancelled' && approval?.decision?.verdict === 'withdrawn';

/** The state as a title: Vertex AI's for a job, the bot's own for a launch. */
export function wordOf({ launch, job }: CardView): Line {
  if (job === undefined)
    return [say(isWithdrawn(launch) ? 'Withdrawn' : launchWords(launch.state).word)];
  if (isLost(job)) return [say('Deleted while '), ...stateInside(job.state)];
  return stateWord(job.state);
}

/**
 * The state with its time, which stays true while the card isn't edited: a live job shows since
 * when, a finished one how long it ran: `Running since 12:06`, `Failed after 54 min`.
 */
export function headline(view: CardView, now: number): Line {
  return [...wordOf(view), ...whenParts(view.job, now)];
}

/** The same to follow a job's name: `is running since 12:06`, `failed after 54 min`. */
export function predicate(view: CardView, now: number): Line {
  return [...phraseOf(view), ...whenParts(view.job, now)];
}

function phraseOf({ launch, job }: CardView): Line {
  if (job === undefined)
    return [say(isWithdrawn(launch) ? 'was withdrawn' : launchWords(launch.state).phrase)];
  if (isLost(job)) return [say('was deleted while '), ...stateInside(job.state)];
  return statePhrase(job.state);
}

/** Whether it was deleted at Google before its end could be read. */
const isLost = (job: TrackedJob): boolean => job.gone && !isTerminal(job.state);

function whenParts(job: TrackedJob | undefined, now: number): Line {
  if (job === undefined) return [];
  if (isTerminal(job.state)) return tookParts(job);
  return [say(job.gone ? ', last seen ' : ' since '), time(job.stateSince, now)];
}

function tookParts(job: TrackedJob): Line {
  const end = job.endTime ?? job.stateSince;
  if (job.startTime === undefined) {
    return [say(` after ${formatDuration(end - job.createTime)} without running`)];
  }
  const run = runTimeOf(job, end);
  return run === undefined ? [] : [say(` after ${formatDuration(run.ms)}${attemptWords(run)}`)];
}
