// What the loop does with a watch that has begun: tells or asks its requester, and gives recorded
// jobs their cards, a few at a time. After a kill, the rest is still waiting, and giving a job its
// card again changes nothing.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import { backOffMs } from '../../domain/error/back-off.ts';
import { mayPass, type Result } from '../../domain/error/failure.ts';
import type { Observation } from '../../domain/job/job.ts';
import { isTerminal } from '../../domain/job/state.ts';
import {
  questionMs,
  type Criterion,
  type WatchedJob,
  type Watch,
} from '../../domain/watch/watch.ts';
import { readExternal, type ReadExternalDeps } from '../job/read-external.ts';
import { decideOn } from './request-watch.ts';
import { viewerOf } from '../permission/see.ts';
import { viewOf } from './show-watches.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Tx } from '../ports/store/store.ts';
import type { Claimed } from '../ports/store/lease.ts';
import { takeIn, type TakeInDeps } from './post-watched-job.ts';

export type FollowWatchDeps = TakeInDeps & ReadExternalDeps & { readonly answerer: Answerer };

/** Read and given their cards together. */
const readsAtOnce = 8;
/**
 * After this many failed readings, a job gets its card from what the list said, so that it doesn't
 * wait any longer.
 */
const mostAttempts = 3;

/** Does the next step of a watch. */
export async function followWatch(deps: FollowWatchDeps, claimed: Claimed<Watch>): Promise<void> {
  const { value: watch } = claimed;
  if (!watch.told) return tellRequester(deps, claimed);
  if (watch.state === 'asking') return awaitAnswer(deps, claimed);
  const { criterion } = watch;
  if (criterion.kind === 'job' && watch.unseen.length > 0) {
    return lookAgain(deps, claimed, criterion);
  }
  return takeInWaiting(deps, claimed);
}

/** Answers first: a kill in between repeats an ephemeral answer. */
async function tellRequester(
  deps: FollowWatchDeps,
  { value, lease }: Claimed<Watch>,
): Promise<void> {
  const { store, answerer } = deps;
  const answer = await store.transaction(async (tx): Promise<Answer> => {
    const view = await viewOf(tx, value);
    if (value.state === 'asking') return { kind: 'watch-asks', view };
    const carded = await tx.watches.countCarded(value.id, value.requester.channel);
    return { kind: 'watch-begun', view, known: false, carded };
  });
  await answerer.answer(value.requester, answer);
  await withCurrent(deps, value, async (tx, watch) => {
    // It was decided meanwhile, and that has to be told, too.
    const told = watch.state === value.state;
    const askedUntil = watch.state === 'asking' ? tx.now + questionMs : undefined;
    await tx.watches.release({ ...watch, told, askedUntil }, tx.now, lease);
  });
}

/** Drops a question that nobody answers. The watch goes on without the jobs in question. */
async function awaitAnswer(deps: FollowWatchDeps, { value, lease }: Claimed<Watch>): Promise<void> {
  await withCurrent(deps, value, async (tx, watch) => {
    const until = watch.askedUntil ?? tx.now;
    if (watch.state !== 'asking' || tx.now < until) {
      await tx.watches.release(watch, watch.state === 'asking' ? until : tx.now, lease);
    } else if (watch.begun) {
      await decideOn(tx, watch.id, false);
      await tx.watches.release({ ...watch, state: 'active' }, tx.now, lease);
    } else {
      await tx.watches.release({ ...watch, state: 'ended' }, undefined, lease);
    }
  });
}

/** The single job to watch couldn't be read so far. */
async function lookAgain(
  deps: FollowWatchDeps,
  { value, lease }: Claimed<Watch>,
  criterion: Extract<Criterion, { kind: 'job' }>,
): Promise<void> {
  const read = await readExternal(deps, criterion);
  const passing = 'failure' in read && mayPass(read.failure);
  const over = 'seen' in read && endedBefore(read.seen, value.requestedAt);
  if (!passing && (!('seen' in read) || over)) {
    await deps.answerer.answer(value.requester, notThere(criterion.id));
  }
  await withCurrent(deps, value, async (tx, watch) => {
    if (passing) {
      const attempts = watch.attempts + 1;
      await tx.watches.release({ ...watch, attempts }, tx.now + backOffMs(attempts), lease);
    } else if ('seen' in read && !over) {
      const { target, seen } = read;
      await tx.watches.note(watch.id, [{ target, seen, state: 'waiting' }]);
      await tx.watches.release({ ...watch, attempts: 0, unseen: [] }, tx.now, lease);
    } else {
      await tx.watches.release({ ...watch, state: 'ended' }, undefined, lease);
    }
  });
}

function notThere(id: string): Answer {
  return problemAnswer({ kind: 'job-gone-meanwhile', id });
}

function endedBefore({ state, endTime }: Observation, since: number): boolean {
  return isTerminal(state) && (endTime ?? 0) < since;
}

async function takeInWaiting(
  deps: FollowWatchDeps,
  { value, lease }: Claimed<Watch>,
): Promise<void> {
  const jobs = await deps.store.transaction((tx) => tx.watches.waiting(value.id, readsAtOnce));
  const fresh = await Promise.all(jobs.map((job) => readAgain(deps, job)));
  const viewer = await viewerOf(deps, value.requester);
  await withCurrent(deps, value, async (tx, watch) => {
    if (watch.state !== 'active') {
      await tx.watches.release(watch, tx.now, lease);
      return;
    }
    let left = 0;
    for (const read of fresh) {
      const unread = !read.certain && watch.attempts < mostAttempts;
      const end = unread ? 'later' : await takeIn(tx, deps, { watch, viewer }, read);
      if (end === 'later') left++;
      else await tx.watches.move(watch.id, read.seen.key, end);
    }
    const attempts = left === 0 ? 0 : watch.attempts + 1;
    const next = left === 0 ? undefined : tx.now + backOffMs(attempts);
    // A watch for one job is done once that job has its card.
    const done = watch.criterion.kind === 'job' && left === 0;
    await tx.watches.release({ ...watch, attempts, state: done ? 'ended' : 'active' }, next, lease);
  });
}

type Read = Pick<WatchedJob, 'target' | 'seen'> & { readonly certain: boolean };

/**
 * The current job with its spec, or as first seen if it can't be read. A job that is followed
 * already isn't read.
 */
async function readAgain(
  { store, vertex }: FollowWatchDeps,
  { target, seen }: WatchedJob,
): Promise<Read> {
  const followed = await store.transaction((tx) => tx.jobs.byKeys([seen.key]));
  if (followed.length > 0) return { target, seen, certain: true };
  const read: Result<Observation> = await vertex.get(seen.key);
  if (read.ok) return { target, seen: read.value, certain: true };
  return { target, seen, certain: !mayPass(read.failure) };
}

/** Works on the current row: polls and people may have changed it since it was claimed. */
async function withCurrent(
  { store }: FollowWatchDeps,
  { id }: Watch,
  work: (tx: Tx, watch: Watch) => Promise<void>,
): Promise<void> {
  await store.transaction(async (tx) => {
    const watch = await tx.watches.lock(id);
    if (watch !== undefined && watch.state !== 'ended') await work(tx, watch);
  });
}
