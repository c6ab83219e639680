// Re-runs an external job from its spec. That is as powerful as writing a template, so it takes the
// same permission.

import type { Answer } from '../../../domain/answer/answer.ts';
import type { RerunCommand } from '../../../domain/command/parse/command.ts';
import { templateOfJob, versionOfJob } from '../../../domain/template/fill/job-template.ts';
import type { JobReference } from '../../../domain/job/job-reference.ts';
import { parseTemplate } from '../../../domain/template/read/parse-template.ts';
import type { Template } from '../../../domain/template/template.ts';
import type { Viewer } from '../../../domain/permission/viewer.ts';
import { respond } from '../../permission/respond.ts';
import type { AnswerDeps } from '../../permission/respond-if-allowed.ts';
import type { Request } from '../../ports/interactions.ts';
import type { Find } from '../../job/find-job.ts';
import {
  readJobSpec,
  watchedPlace,
  type JobSpec,
  type ReadJobSpecDeps,
} from '../../job/read-job-spec.ts';
import { withForeseen } from './foresee-launch.ts';
import { asDryRun } from './preview-launch.ts';
import { fillLaunch } from './fill-launch.ts';
import { locate } from './request-launch.ts';
import type { RequestLaunchDeps } from './launch-deps.ts';
import { viewerIn, type SeeDeps } from '../../permission/see.ts';
import { askOf } from './request-rerun.ts';
import { storeLaunch } from './store-launch.ts';
import type { Question } from '../stored-answer.ts';

type RerunExternalDeps = AnswerDeps &
  ReadJobSpecDeps &
  RequestLaunchDeps & { readonly wake: () => void };

type ResourceReference = Extract<JobReference, { kind: 'resource' }>;
/** A job that wasn't launched through the bot. */
type ExternalJob = {
  readonly job: ResourceReference;
  /** Asked before it runs; undefined if the job was named exactly. */
  readonly confirm?: Question | undefined;
};
type ExternalRerun = RerunCommand & ExternalJob;

/** The job to run again, and the changes. */
type Again = Omit<RerunCommand, 'verb'> & { readonly find: Find };

/**
 * Runs a job again: an external one from its spec, any other through `own`. To know which it is,
 * the bot may have to ask Slack first.
 */
export async function rerunEither(
  deps: RerunExternalDeps,
  request: Request,
  { find, job, ...choices }: Again,
  own: (viewer: Viewer | undefined, its: Request) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const asExternal = (its: Request, external: ExternalJob): Promise<undefined> =>
    rerunExternal(deps, its, { verb: 'rerun', ...choices, ...external });
  const known = await externalJob(deps, request, find, job);
  if (known !== undefined) return asExternal(request, known);
  const permission = { verb: 'rerun', subject: job.typed } as const;
  return respond(deps, request, permission, async (viewer, its) => {
    const told = viewer && (await externalJob(deps, its, find, job, viewer));
    return told === undefined ? own(viewer, its) : asExternal(its, told);
  });
}

/**
 * The job by its resource name, if it is external (watched or not). A job the bot launched is never
 * read for people who may not see it.
 */
async function externalJob(
  deps: SeeDeps,
  request: Request,
  find: Find,
  reference: JobReference,
  viewer?: Viewer,
): Promise<ExternalJob | undefined> {
  return deps.store.transaction(async (tx) => {
    const eyes = viewer ?? (await viewerIn(tx, deps, request.requester));
    const found = await find(tx, eyes);
    if (!('card' in found)) {
      const isExternal = reference.kind === 'resource' && found.withheld !== true;
      return isExternal ? { job: reference } : undefined;
    }
    const place = watchedPlace(found.card);
    if (place === undefined) return undefined;
    const confirm = await askOf(tx, request, eyes, found);
    return { job: { kind: 'resource', typed: reference.typed, ...place }, confirm };
  });
}

/** Reads the job after the ack, and stores a launch of its spec under the request's key. */
async function rerunExternal(
  deps: RerunExternalDeps,
  request: Request,
  command: ExternalRerun,
): Promise<undefined> {
  const permission = { verb: 'rerun-spec', subject: command.job.typed } as const;
  await respond(deps, request, permission, async (_, its) => {
    const answer = await rerun(deps, its, command);
    deps.wake();
    return answer;
  });
}

async function rerun(
  deps: RerunExternalDeps,
  request: Request,
  { job, confirm, dryRun, parameters, target, location, maxTimeMs, maxCostUsd }: ExternalRerun,
): Promise<Answer | undefined> {
  const read = await readJobSpec(deps, job, request);
  if ('answer' in read) return read.answer;
  const template = templateFrom(read, job.id);
  if ('kind' in template) return template;
  const choices = { parameters, target, location, maxTimeMs, maxCostUsd };
  const place = locate(choices, [], deps.targets);
  if ('kind' in place) return place;
  const input = { ...place, target: place.target ?? read.target };
  const filled = fillLaunch(template, input, deps.targets);
  if ('kind' in filled) return filled;
  if (dryRun) return asDryRun(deps, request, filled, true);
  const answer = await deps.store.transaction(async (tx) => {
    await tx.templates.keep(template);
    const { project, location, id } = job;
    const first = await tx.cards.byResource(project, location, id);
    return storeLaunch(tx, deps, request, filled, { rerunOf: first?.launch.id, confirm });
  });
  return withForeseen(deps, answer, 'after-ack');
}

/** A spec never changes, so the job's place and id identify its version. */
function templateFrom({ body, target }: JobSpec, id: string): Template | Answer {
  const name = `job-${id}`;
  const { tree } = templateOfJob(name, body, undefined, 'keep');
  const source = { name, origin: 'a job of somebody else', version: versionOfJob(target) };
  const parsed = parseTemplate(tree, source);
  return parsed.ok ? parsed.template : { kind: 'problem', problems: parsed.problems };
}
