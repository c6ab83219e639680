// A re-run of a job that was not launched by the bot: from its spec, as it is read back. That is as good as writing a template, so it takes
// the same permission.

import type { Answer } from '../domain/answer.ts';
import type { RerunCommand } from '../domain/command.ts';
import { templateOfJob } from '../domain/job-template.ts';
import { parseTemplate } from '../domain/parse-template.ts';
import type { Template } from '../domain/template.ts';
import { answerLater, type AnswerDeps } from './answer-allowed.ts';
import type { Request } from './desk-port.ts';
import { readJobSpec, type JobSpec, type ReadJobSpecDeps } from './read-job-spec.ts';
import { asDryRun, fillLaunch, type RequestLaunchDeps } from './request-launch.ts';
import { specVersion } from './spec-launch.ts';
import { storeLaunch } from './store-launch.ts';

export type RerunForeignDeps = AnswerDeps &
  ReadJobSpecDeps &
  RequestLaunchDeps & { readonly wake: () => void };

/** Whether the job that was named by its resource name or address is none of ours. */
export async function isForeign(
  { store }: Pick<RerunForeignDeps, 'store'>,
  { job }: RerunCommand,
): Promise<boolean> {
  if (job.kind !== 'resource') return false;
  const { project, location, id } = job;
  const card = await store.transaction((tx) => tx.cards.byResource(project, location, id));
  return card === undefined;
}

/** Reads the job after the ack, and stores a launch of the same under the request's key. */
export function rerunForeign(
  deps: RerunForeignDeps,
  request: Request,
  command: RerunCommand,
): void {
  answerLater(deps, request, { act: 'template', subject: command.job.typed }, async () => {
    const answer = await rerun(deps, request, command);
    deps.wake();
    return answer;
  });
}

async function rerun(
  deps: RerunForeignDeps,
  request: Request,
  { job, target, maxTimeMs, parameters, dryRun }: RerunCommand,
): Promise<Answer> {
  const read = await readJobSpec(deps, job);
  if ('answer' in read) return read.answer;
  const template = templateFrom(read, job.kind === 'resource' ? job.id : '');
  if ('kind' in template) return template;
  const input = { parameters, target: target ?? read.target, maxTimeMs };
  const filled = fillLaunch(template, input, deps.targets);
  if ('kind' in filled) return filled;
  if (dryRun) return asDryRun(deps, filled);
  return deps.store.transaction(async (tx) => {
    await tx.templates.keep(template);
    return storeLaunch(tx, deps, request, filled);
  });
}

/** A spec never changes, so its job's place and id say which it is. */
function templateFrom({ body, target }: JobSpec, id: string): Template | Answer {
  const name = `job-${id}`;
  const { tree } = templateOfJob(name, body, undefined, 'keep');
  const source = { name, origin: 'a job of somebody else', version: specVersion(target) };
  const parsed = parseTemplate(tree, source);
  return parsed.ok ? parsed.template : { kind: 'problem', problems: parsed.problems };
}
