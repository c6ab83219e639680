import type { Answer } from '../../domain/answer/answer.ts';
import { hasShells } from '../../domain/job/job-settings.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { ownerOf, type Requester } from '../../domain/launch/launch.ts';
import { toCancel, verbForCancel } from '../../domain/permission/policy.ts';
import { readShells, type Shells } from '../../domain/job/shell.ts';
import { asApprover } from '../permission/as-approver.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { decide } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import { barredActs } from './barred-acts.ts';
import { readJobUse, type ReadUseDeps } from './read-use.ts';
import type { Find } from './find-job.ts';
import { viewerOf } from '../permission/see.ts';
import { showStatus } from './status.ts';
import type { Vertex } from '../ports/vertex.ts';

export type ShowStatusDeps = ApprovalDeps &
  ReadUseDeps & {
    readonly vertex: Pick<Vertex, 'get'>;
  };

/**
 * A job's status for the requester, with the use of its GPUs, links to its shells if they may cancel
 * it, and of what waits for an approval, what they may not do. Asks Google and Slack, so it runs after the ack.
 * `handle`, if it was named by that: who is asked to decide on it sees it, too.
 */
export async function showStatusTo(
  deps: ShowStatusDeps,
  { requester }: Request,
  find: Find,
  handle?: string,
): Promise<Answer> {
  const viewer = await asApprover(deps, requester, await viewerOf(deps, requester), handle);
  const [answer, now] = await deps.store.transaction(
    async (tx) => [await showStatus(tx, requester, viewer, find), tx.now] as const,
  );
  if (answer.kind !== 'status') return answer;
  const { launch } = answer.card;
  if (launch.state === 'waiting') {
    const barred = await barredActs(deps, requester, launch);
    return { ...answer, card: { ...answer.card, barred } };
  }
  const [use, shells] = await Promise.all([
    readJobUse(deps, answer.card, now),
    shellsFor(deps, requester, answer.card),
  ]);
  return { ...answer, ...(use && { use }), ...(shells && { shells }) };
}

/** The shells of a running job, for those who may cancel it. */
async function shellsFor(
  deps: ShowStatusDeps,
  requester: Requester,
  { launch, job }: CardView,
): Promise<Shells | undefined> {
  if (job?.state !== 'RUNNING' || job.gone || !hasShells(launch.body)) return undefined;
  const owner = ownerOf(launch);
  const decision = await decide(
    deps,
    requester,
    (person) => verbForCancel(person, owner),
    toCancel(launch),
  );
  if ('later' in decision || !decision.allowed) return undefined;
  return readThem(deps, job.key);
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
