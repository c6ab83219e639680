// A job's spec: as sent for a job of the bot's, read from Vertex AI for any other job in a
// configured target.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { CustomJobBody, Target } from '../../domain/job/job.ts';
import type { JobReference } from '../../domain/job/job-reference.ts';
import type { JobProblem } from '../../domain/job/job-problem.ts';
import type { Request } from '../ports/interactions.ts';
import { findJob } from './find-job.ts';
import { viewerOf, type SeeDeps } from '../permission/see.ts';
import { readExternal, type Place, type ReadExternalDeps } from './read-external.ts';

export type ReadJobSpecDeps = ReadExternalDeps & SeeDeps;

export type JobSpec = {
  readonly body: CustomJobBody;
  /** The values it was filled with; empty for an external job. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly target: Target;
  /** Set for a launch of the bot's. */
  readonly handle?: string | undefined;
};

/** Finds a job and its spec, or the answer that says why not. */
export async function readJobSpec(
  deps: ReadJobSpecDeps,
  reference: JobReference,
  { requester }: Request,
): Promise<JobSpec | { readonly answer: Answer }> {
  const viewer = await viewerOf(deps, requester);
  const found = await deps.store.transaction((tx) =>
    findJob(tx, reference, 'rerun', { requester, viewer }),
  );
  if ('card' in found) {
    const { body, parameters, target, handle } = found.card.launch;
    const place = watchedPlace(found.card);
    return place === undefined ? { body, parameters, target, handle } : readSpec(deps, place);
  }
  const isExternal = reference.kind === 'resource' && found.withheld !== true;
  return isExternal ? readSpec(deps, reference) : found;
}

/** The place of an external job with a card. The bot keeps no more of its spec than cards show. */
export function watchedPlace({ launch, job }: CardView): Place | undefined {
  if (launch.origin === undefined || job === undefined) return undefined;
  const { projectNumber, location, id } = job.key;
  return { project: projectNumber, location, id };
}

async function readSpec(
  deps: ReadJobSpecDeps,
  place: Place,
): Promise<JobSpec | { readonly answer: Answer }> {
  const read = await readExternal(deps, place);
  if ('problem' in read) return refuse(read.problem);
  const { id } = place;
  if ('failure' in read) {
    return refuse({ kind: 'job-not-shown', id, why: read.failure.message });
  }
  const { displayName, labels, jobSpec, encryptionSpec } = read.seen;
  return jobSpec === undefined
    ? refuse({ kind: 'spec-not-told', id })
    : {
        body: { displayName, labels, jobSpec, encryptionSpec },
        parameters: {},
        target: read.target,
      };
}

function refuse(problem: JobProblem): { readonly answer: Answer } {
  return { answer: problemAnswer(problem) };
}
