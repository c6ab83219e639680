// The jobs that a new watch finds running, as far as its requester may know of them.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import { mayPass } from '../../domain/error/failure.ts';
import { jobName, type Observation } from '../../domain/job/job.ts';
import { isTerminal } from '../../domain/job/state.ts';
import {
  fits,
  look,
  watchOverlapMs,
  type Criterion,
  type Looked,
  type Watch,
} from '../../domain/watch/watch.ts';
import { readExternal, type ReadExternalDeps } from '../job/read-external.ts';
import { findJob } from '../job/find-job.ts';
import { hiddenFrom } from './hidden-jobs.ts';
import { viewerOf } from '../permission/see.ts';
import type { DecideDeps } from '../permission/decide.ts';
import type { Vertex } from '../ports/vertex.ts';

export type LookDeps = DecideDeps & ReadExternalDeps & { readonly vertex: Vertex };

/**
 * The jobs running in each target. A target that can't be read is covered by its next good poll.
 */
export async function lookAtTargets(
  deps: LookDeps,
  watch: Watch,
): Promise<Looked | { readonly later: string }> {
  const since = watch.requestedAt - watchOverlapMs;
  const lists = await Promise.all(
    deps.targets.map(async (target) => ({
      target,
      read: await deps.vertex.listUnfinished(target, since),
    })),
  );
  const read = lists.flatMap((one) =>
    one.read.ok ? [{ target: one.target, jobs: one.read.value.jobs }] : [],
  );
  const fitting = read.flatMap(({ jobs }) => jobs.filter((seen) => fits(watch.criterion, seen)));
  const viewer = await viewerOf(deps, watch.requester);
  const hidden = await deps.store.transaction((tx) => hiddenFrom(tx, viewer, fitting));
  // They may be hidden only because Slack hasn't said who is in which channel.
  if (hidden.size > 0 && !viewer.sure)
    return { later: 'Slack did not say who is in which channel' };
  const begun = { ...watch, since, unseen: deps.targets };
  const isHidden = ({ key }: Observation): boolean => hidden.has(jobName(key));
  return look(begun, read, () => false, isHidden);
}

/** A watch for one job by name. It needs no list, and is done once the job has its card. */
export async function lookAtJob(
  deps: LookDeps,
  watch: Watch,
  criterion: Extract<Criterion, { kind: 'job' }>,
): Promise<Looked | { readonly refusal: Answer }> {
  const hidden = await whyHidden(deps, watch, criterion);
  if (hidden !== undefined) return { refusal: hidden };
  const read = await readExternal(deps, criterion);
  if ('problem' in read) return { refusal: problemAnswer(read.problem) };
  const begun: Watch = { ...watch, state: 'active', begun: true };
  if ('failure' in read) {
    const { httpStatus, message } = read.failure;
    if (mayPass(read.failure)) {
      return { watch: { ...begun, unseen: [read.target] }, jobs: [] };
    }
    const { id } = criterion;
    const why = httpStatus === 404 ? undefined : message;
    return { refusal: problemAnswer({ kind: 'job-not-shown', id, why }) };
  }
  const { target, seen } = read;
  if (isTerminal(seen.state)) {
    const { displayName, state } = seen;
    return { refusal: problemAnswer({ kind: 'nothing-to-watch', displayName, state }) };
  }
  return { watch: begun, jobs: [{ target, seen, state: 'waiting' }] };
}

/**
 * A job launched through the bot can be watched only by people who see it; for others it doesn't
 * exist.
 */
async function whyHidden(
  deps: LookDeps,
  { requester }: Watch,
  criterion: Extract<Criterion, { kind: 'job' }>,
): Promise<Answer | undefined> {
  const viewer = await viewerOf(deps, requester);
  const reference = { ...criterion, kind: 'resource', typed: criterion.id } as const;
  const found = await deps.store.transaction((tx) =>
    findJob(tx, reference, 'status', { requester, viewer }),
  );
  return 'answer' in found && found.withheld === true ? found.answer : undefined;
}
