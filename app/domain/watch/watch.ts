// A watch brings jobs launched elsewhere into a channel. Invariants: the jobs a poll saw are
// recorded in the transaction that decides on them, so a job that is live when the watch begins is
// told even if it ends before it has a card; and each recorded job is decided on once.

import type { Failure } from '../error/failure.ts';
import { formatTarget, type Observation, type Target } from '../job/job.ts';
import type { Requester } from '../launch/launch.ts';
import { isTerminal } from '../job/state.ts';
import { fitsWildcard } from '../text/wildcard.ts';

/** Which jobs match: one job, or all that have every label and the name. */
export type Criterion =
  | {
      readonly kind: 'job';
      /** Project number or id, as typed. */
      readonly project: string;
      readonly location: string;
      readonly id: string;
    }
  | {
      readonly kind: 'fit';
      readonly labels: Readonly<Record<string, string>>;
      /** `*` matches any characters. */
      readonly name?: string | undefined;
    };

/**
 * - `requested`: stored and acked; permission, channel and running jobs still to be checked.
 * - `asking`: too many jobs match to take in unasked; a person has to answer first.
 * - `active`: takes in jobs that match.
 * - `refused`: not allowed, or nothing to watch.
 * - `ended`: takes in nothing more.
 */
export const watchStates = ['requested', 'asking', 'active', 'refused', 'ended'] as const;
type WatchState = (typeof watchStates)[number];

export type Watch = {
  /** Begins with a letter, as button values require. */
  readonly id: string;
  readonly requestKey: string;
  readonly state: WatchState;
  readonly criterion: Criterion;
  /** Who set it, and the channel it brings jobs into. */
  readonly requester: Requester;
  readonly requestedAt: number;
  /** Jobs created since then (Unix ms) are taken in even if they have ended. */
  readonly since: number;
  /** Whether it was ever active. If so, it stays active when a later question isn't answered. */
  readonly begun: boolean;
  /** Targets whose running jobs haven't been seen yet. */
  readonly unseen: readonly Target[];
  /** Whether the requester was told the result, or asked. */
  readonly told: boolean;
  /** When the question expires (Unix ms). */
  readonly askedUntil?: number | undefined;
  /** Failed readings in a row. */
  readonly attempts: number;
  readonly failure?: Failure | undefined;
};

/**
 * The decision on a job that a watch saw.
 * - `asked`: it was running when the watch began; a person is asked about it.
 * - `held`: it appeared while the question was open.
 * - `waiting`: will get a card.
 * - `taken`: has its card.
 * - `left`: not wanted.
 */
export const watchedJobStates = ['asked', 'held', 'waiting', 'taken', 'left'] as const;
export type WatchedJobState = (typeof watchedJobStates)[number];

/** A job as a watch first saw it. That is reported if it disappears before it can be read again. */
export type WatchedJob = {
  readonly target: Target;
  readonly seen: Observation;
  readonly state: WatchedJobState;
};

export type WatchedJobCounts = Readonly<Record<WatchedJobState, number>>;

/** More jobs at once would flood a channel, so somebody has to confirm. */
export const mostUnasked = 10;
/** How long a question is open. Its ephemeral message disappears when Slack reloads. */
export const questionMs = 60 * 60_000;

/** A list may show a job late, so the first poll also records jobs created this long before. */
export const watchOverlapMs = 10 * 60_000;

/** Whether a listed job matches. A watch for one job reads that job and uses no list. */
export function fits(criterion: Criterion, { displayName, labels }: Observation): boolean {
  if (criterion.kind === 'job') return false;
  const { name } = criterion;
  return (
    Object.entries(criterion.labels).every(([label, value]) => labels[label] === value) &&
    (name === undefined || fitsWildcard(name, displayName))
  );
}

/** Whether it matches every job. Then the requester is always asked. */
export function fitsAll(criterion: Criterion): boolean {
  return (
    criterion.kind === 'fit' &&
    Object.keys(criterion.labels).length === 0 &&
    /^\**$/.test(criterion.name ?? '')
  );
}

/** A criterion as typed. */
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

/** Whether two criteria match the same jobs. */
export function isSameCriterion(a: Criterion, b: Criterion): boolean {
  const face = (one: Criterion) => writeCriterion(one).toLowerCase().replace(/\*+/g, '*');
  return face(a) === face(b);
}

/** The result of complete lists for a watch: the updated watch, and the jobs to record. */
export type Looked = { readonly watch: Watch; readonly jobs: readonly WatchedJob[] };

/**
 * Decides on listed jobs that a watch hasn't seen (`isKnown`). Jobs that its requester may not see
 * (`isHidden`) are left and not counted. A target's first list shows what is running already, which
 * is taken in if it isn't too much. After that, unknown jobs are new: a live one always, since the
 * first list recorded all others; an ended one if it was created since.
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
      // Recorded, so that a later list doesn't mistake it for a new one.
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

/** An open question isn't asked again. */
function asking(watch: Watch): Pick<Watch, 'state' | 'told'> {
  return { state: 'asking', told: watch.state === 'asking' && watch.told };
}
