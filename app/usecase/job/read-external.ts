// Reads an external job, named by its location and id, in configured targets only.

import type { Failure } from '../../domain/error/failure.ts';
import { formatTarget, type Observation, type Target } from '../../domain/job/job.ts';
import type { JobProblem } from '../../domain/job/job-problem.ts';
import type { Store } from '../ports/store/store.ts';
import type { Vertex } from '../ports/vertex.ts';

export type ReadExternalDeps = {
  readonly store: Store;
  readonly vertex: Pick<Vertex, 'get'>;
  readonly targets: readonly Target[];
};

/** Project (number or id, as typed), location and job id. */
export type Place = { readonly project: string; readonly location: string; readonly id: string };

type ExternalJob =
  | { readonly seen: Observation; readonly target: Target }
  /** It isn't in a configured target. */
  | { readonly problem: JobProblem }
  | { readonly target: Target; readonly failure: Failure };

/** Finds the target of a job's place, and reads the job there. */
export async function readExternal(deps: ReadExternalDeps, place: Place): Promise<ExternalJob> {
  const { project, location, id } = place;
  const target = await targetOf(deps, place);
  if (target === undefined) {
    const { targets } = deps;
    return { problem: { kind: 'job-elsewhere', place: `${project}/${location}`, targets } };
  }
  const read = await deps.vertex.get({ projectNumber: target.project, location, id });
  if (!read.ok) return { target, failure: read.failure };
  const isOther = /^\d+$/.test(project) && read.value.key.projectNumber !== project;
  return isOther
    ? { problem: { kind: 'project-elsewhere', project } }
    : { seen: read.value, target };
}

/**
 * Only configured targets: the requester may have no right to read other projects through the bot's
 * account.
 */
async function targetOf(
  { store, targets }: ReadExternalDeps,
  { project, location }: Place,
): Promise<Target | undefined> {
  const known = await store.transaction((tx) => tx.targets.list());
  const numbers = new Map(known.map((state) => [formatTarget(state.target), state.projectNumber]));
  return targets.find((one) => {
    const number = numbers.get(formatTarget(one));
    // If no poll has taught the project's number, the job is read under the target's own name. It
    // is found there only if it belongs to that project.
    const mayBe = number === undefined && /^\d+$/.test(project);
    return one.location === location && (one.project === project || number === project || mayBe);
  });
}
