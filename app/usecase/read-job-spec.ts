// What a job was made of: as it was sent, for a job of ours; read back from Vertex for any other in a target of ours.

import type { Answer } from '../domain/answer.ts';
import { formatTarget, type CustomJobBody, type Target } from '../domain/job.ts';
import type { JobReference } from '../domain/job-reference.ts';
import { nameAll } from '../domain/problem.ts';
import { findJob } from './find-job.ts';
import type { Store } from './store-port.ts';
import type { Vertex } from './vertex-port.ts';

export type ReadJobSpecDeps = {
  readonly store: Store;
  readonly vertex: Pick<Vertex, 'get'>;
  readonly targets: readonly Target[];
};

export type JobSpec = {
  readonly body: CustomJobBody;
  readonly target: Target;
  /** Of a launch of ours. */
  readonly handle?: string | undefined;
};

/** Finds the job and its spec, or the answer that says why not. */
export async function readJobSpec(
  deps: ReadJobSpecDeps,
  reference: JobReference,
): Promise<JobSpec | { readonly answer: Answer }> {
  const found = await deps.store.transaction((tx) => findJob(tx, reference, 'rerun'));
  if ('card' in found) {
    const { body, target, handle } = found.card.launch;
    return { body, target, handle };
  }
  return reference.kind === 'resource' ? readForeign(deps, reference) : found;
}

async function readForeign(
  { store, vertex, targets }: ReadJobSpecDeps,
  { project, location, id }: Extract<JobReference, { kind: 'resource' }>,
): Promise<JobSpec | { readonly answer: Answer }> {
  const known = await store.transaction((tx) => tx.targets.list());
  const numbers = new Map(known.map((state) => [formatTarget(state.target), state.projectNumber]));
  // Only there: whoever may write templates here need not be allowed to read other projects through the bot's account.
  const target = targets.find((one) => {
    const number = numbers.get(formatTarget(one));
    // A number that no sweep has taught yet is tried under the target's own name: a job is read there, or it is none of that project's.
    const mayBe = number === undefined && /^\d+$/.test(project);
    return one.location === location && (one.project === project || number === project || mayBe);
  });
  if (target === undefined) {
    const here = nameAll(targets.map(formatTarget), 'or');
    return refuse(`I read jobs in ${here} only, and this one is in \`${project}/${location}\`.`);
  }
  const read = await vertex.get({ projectNumber: target.project, location, id });
  const isOther = /^\d+$/.test(project) && read.ok && read.value.key.projectNumber !== project;
  if (isOther) return refuse(`Project \`${project}\` is none of those that I am set up for.`);
  if (!read.ok) return refuse(`Vertex did not show me job \`${id}\`: ${read.failure.message}`);
  const { displayName, labels, jobSpec, encryptionSpec } = read.value;
  return jobSpec === undefined
    ? refuse(`Vertex did not tell what job \`${id}\` is made of: try again in a minute.`)
    : { body: { displayName, labels, jobSpec, encryptionSpec }, target };
}

function refuse(problem: string): { readonly answer: Answer } {
  return { answer: { kind: 'problem', problems: [problem] } };
}
