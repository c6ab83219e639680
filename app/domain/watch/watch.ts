// A watch brings jobs that were launched elsewhere into a channel. The invariants: what a look saw is put down in the transaction that
// decides on it, so that a job that is alive when the watch begins is told even if it ends before it has its card; and a job
// that was put down once is never decided on again.

import type { Failure } from '../error/failure.ts';
import { formatTarget, type Observation, type Target } from '../job/job.ts';
import type { Requester } from '../launch/launch.ts';
import { isTerminal } from '../job/state.ts';
import { fitsWildcard } from '../text/wildcard.ts';

/** Which jobs: one by its place and id, or all that fit every label and the name. */
export type Criterion =
  | {
      readonly kind: 'job';
      /** Number or id, as it was typed. */
      readonly project: string;
      readonly location: string;
      readonly id: string;
    }
  | {
      readonly kind: 'fit';
      readonly labels: Readonly<Record<string, string>>;
      /** With `*` for any characters. */
      readonly name?: string | undefined;
    };

/**
 * - `requested`: stored and acked; who asks and where are still to be checked, and what runs is to be looked at.
 * - `asking`: more fits than is taken in unasked; nothing appears before a person has answered.
 * - `active`: what fits is taken in. `refused`: not allowed, or nothing to watch. `ended`: it takes in nothing more.
 */
export const watchStates = ['requested', 'asking', 'active', 'refused', 'ended'] as const;
export type WatchState = (typeof watchStates)[number];

export type Watch = {
  /** A letter first: it stands in the values of buttons. */
  readonly id: string;
  readonly requestKey: string;
  readonly state: WatchState;
  readonly criterion: Criterion;
  /** Who set it, and the channel it brings jobs into. */
  readonly requester: Requester;
  readonly requestedAt: number;
  /** What was created since (Unix ms) is taken in even if it has ended. */
  readonly since: number;
  /** Whether it has ever been active: it goes on then, should a later question stay without an answer. */
  readonly begun: boolean;
  /** Targets whose running jobs were not seen yet. */
  readonly unseen: readonly Target[];
  /** Whether its requester was told what came of it, or asked. */
  readonly told: boolean;
  /** When its question is dropped (Unix ms). */
  readonly askedUntil?: number | undefined;
  /** Readings that failed in a row. */
  readonly attempts: number;
  readonly failure?: Failure | undefined;
};

/**
 * What was decided on a job that a watch saw.
 * - `asked`: it ran when the watch began, and a person is asked about it. `held`: it came while they were.
 * - `waiting`: to get its card. `taken`: it has it. `left`: not wanted.
 */
export const watchedJobStates = ['asked', 'held', 'waiting', 'taken', 'left'] as const;
export type WatchedJobState = (typeof watchedJobStates)[number];

/** A job as a watch first saw it: what is told of it should it be gone before it can be read again. */
export type WatchedJob = {
  readonly target: Target;
  readonly seen: Observation;
  readonly state: WatchedJobState;
};

export type WatchedJobCounts = Readonly<Record<WatchedJobState, number>>;

/** More at once is a flood in a channel, so that somebody has to mean it. */
export const mostUnasked = 10;
/** How long a question waits: its message is gone with the next reload of Slack. */
export const questionMs = 60 * 60_000;

/** A list may show a job late, so that a first look puts down what was created this long before, too. */
export const watchOverlapMs = 10 * 60_000;

/** Whether a job in a list is what is watched for. One job alone is read by itself, and looked for in no list. */
export function fits(criterion: Criterion, { displayName, labels }: Observation): boolean {
  if (criterion.kind === 'job') return false;
  const { name } = criterion;
  return (
    Object.entries(criterion.labels).every(([label, value]) => labels[label] === value) &&
    (name === undefined || fitsWildcard(name, displayName))
  );
}

/** Whether it fits every job: whoever types that is asked, however few there are. */
export function fitsAll(criterion: Criterion): boolean {
  return (
    criterion.kind === 'fit' &&
    Object.keys(criterion.labels).length === 0 &&
    /^\**$/.test(criterion.name ?? '')
  );
}

/** A criterion as it is typed. */
export function writeCriterion(criterion: Criterion): string {
  if (criterion.kind === 'job') {
    const { project, location, id } = criterion;
    return `projects/${project}/locations/${location}/customJobs/${id}`;
  }
  const labels = Object.entries(criterion.labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `label.${label}=${value}`);
  const { name } = criterion;
  if (name === undefined) return labels.join(' ');
  return [...labels, `name=${/[\s"']/.test(name) ? JSON.stringify(name) : name}`].join(' ');
}

/** Whether two criteria bring in the same jobs. */
export function isSameCriterion(a: Criterion, b: Criterion): boolean {
  const face = (one: Criterion) => writeCriterion(one).toLowerCase().replace(/\*+/g, '*');
  return face(a) === face(b);
}

/** What a complete list of one target means for a watch: the jobs to put down anew, and the watch after it. */
export type Looked = { readonly watch: Watch; readonly jobs: readonly WatchedJob[] };

/**
 * Decides on the jobs of complete lists that a watch sees for the first time (`isKnown` tells). What its requester does not see (`isHidden`) is
 * left, and counted nowhere. The first list of a target shows
 * what runs already: it is taken in, if it is not too much. After that, whatever is not known is new: a live job always, since
 * the first look put down all of those; an ended one if it was created since.
 */
export function look(
  watch: Watch,
  lists: readonly { readonly target: Target; readonly jobs: readonly Observation[] }[],
  isKnown: (seen: Observation) => boolean,
  isHidden: (seen: Observation) => boolean = () => false,
): Looked {
  const first = new Set(watch.unseen.map(formatTarget));
  const before: WatchedJob[] = [];
  const after: WatchedJob[] = [];
  for (const { target, jobs } of lists) {
    const isFirst = first.delete(formatTarget(target));
    for (const seen of jobs) {
      if (!fits(watch.criterion, seen) || isKnown(seen)) continue;
      const live = !isTerminal(seen.state);
      const job: WatchedJob = { target, seen, state: 'waiting' };
      if (isHidden(seen)) after.push({ ...job, state: 'left' });
      else if (!isFirst || seen.createTime >= watch.requestedAt) {
        if (live || seen.createTime >= watch.since) after.push(job);
      } else if (live || (seen.endTime ?? 0) >= watch.requestedAt) before.push(job);
      // Put down, so that a later list can't take it for one that came since.
      else after.push({ ...job, state: 'left' });
    }
  }
  const asks =
    watch.state === 'asking' ||
    before.length > mostUnasked ||
    (!watch.begun && fitsAll(watch.criterion));
  const unseen = watch.unseen.filter((target) => first.has(formatTarget(target)));
  return {
    watch: { ...watch, unseen, ...(asks ? asking(watch) : { state: 'active', begun: true }) },
    jobs: [
      ...before.map((job): WatchedJob => (asks ? { ...job, state: 'asked' } : job)),
      ...after.map((job): WatchedJob =>
        asks && job.state === 'waiting' ? { ...job, state: 'held' } : job,
      ),
    ],
  };
}

/** A question that is open already is not asked once more. */
function asking(watch: Watch): Pick<Watch, 'state' | 'told'> {
  return { state: 'asking', told: watch.state === 'asking' && watch.told };
}
