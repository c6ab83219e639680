import type { Answer } from '../../domain/answer/answer.ts';
import { hasShells } from '../../domain/job/job-settings.ts';
import { ownerOf } from '../../domain/launch/launch.ts';
import { toCancel, verbForCancel } from '../../domain/permission/policy.ts';
import { readShells, type Shells } from '../../domain/job/shell.ts';
import { asApprover } from '../permission/as-approver.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { decide } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import { barredActs } from './barred-acts.ts';
import type { Find } from './find-job.ts';
import { viewerOf } from '../permission/see.ts';
import { showStatus } from './status.ts';
import type { Vertex } from '../ports/vertex.ts';

export type ShowStatusDeps = ApprovalDeps & {
  readonly vertex: Pick<Vertex, 'get'>;
};

/**
 * A job's status for the requester, with links to its shells if they may cancel it, and of what
 * waits for an approval, what they may not do. Asks Google and Slack, so it runs after the ack.
 * `handle`, if it was named by that: who is asked to decide on it sees it, too.
 */
export async function showStatusTo(
  deps: ShowStatusDeps,
  { requester }: Request,
  find: Find,
  handle?: string,
): Promise<Answer> {
  const viewer = await asApprover(deps, requester, await viewerOf(deps, requester), handle);
  const answer = await deps.store.transaction((tx) => showStatus(tx, requester, viewer, find));
  if (answer.kind !== 'status') return answer;
  const { launch, job } = answer.card;
  if (launch.state === 'waiting') {
    const barred = await barredActs(deps, requester, launch);
    return { ...answer, card: { ...answer.card, barred } };
  }
  if (job?.state !== 'RUNNING' || job.gone || !hasShells(launch.body)) return answer;
  const owner = ownerOf(launch);
  const decision = await decide(
    deps,
    requester,
    (person) => verbForCancel(person, owner),
    toCancel(launch),
  );
  if ('later' in decision || !decision.allowed) return answer;
  return { ...answer, shells: await readThem(deps, job.key) };
}

async function readThem(
  { vertex }: ShowStatusDeps,
  key: Parameters<Vertex['get']>[0],
): Promise<Shells> {
  const read = await vertex.get(key);
  return read.ok
    ? { known: true, shells: readShells(read.value.webAccessUris) }
    : { known: false, why: read.failure.message };
}
