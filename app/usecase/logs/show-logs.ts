import type { Answer } from '../../domain/answer/answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { Failure } from '../../domain/error/failure.ts';
import type { Target } from '../../domain/job/job.ts';
import type { LogProblem } from '../../domain/logs/log-problem.ts';
import { tidyLog } from '../../domain/logs/job-log.ts';
import { isPending, type Requester } from '../../domain/launch/launch.ts';
import { secretsOf } from '../../domain/template/secret/hide-secrets.ts';
import type { Find } from '../job/find-job.ts';
import type { JobLogs } from '../ports/job-logs.ts';
import { asApprover } from '../permission/as-approver.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { viewerOf } from '../permission/see.ts';

type LogsRequest = {
  readonly requester: Requester;
  readonly find: Find;
  readonly lines: number;
  readonly replica?: string | undefined;
  /** If it was named by that: who is asked to decide on it hears that it has no logs yet. */
  readonly handle?: string | undefined;
};

/** What `logs` shows of a job. Asks Google, so it runs after the ack. */
export async function showLogs(
  deps: ApprovalDeps & { readonly logs: JobLogs },
  { requester, find, lines, replica, handle }: LogsRequest,
): Promise<Answer> {
  const viewer = await asApprover(deps, requester, await viewerOf(deps, requester), handle);
  const found = await deps.store.transaction((tx) => find(tx, viewer));
  if ('answer' in found) return found.answer;
  const { card } = found;
  const { job } = card;
  if (job === undefined) return noJob(card);
  const read = await deps.logs.read({
    target: job.target,
    jobId: job.key.id,
    since: job.createTime,
    replica,
    most: lines,
  });
  if (!read.ok) return { kind: 'logs-unread', card, why: whyUnread(read.failure, job.target) };
  const { entries, more, cutShort } = read.value;
  // An entry may have many lines, so older lines may exist even if all entries were read.
  const tidy = tidyLog(entries, lines + 1, secretsOf(card.launch));
  return {
    kind: 'logs',
    card,
    lines: tidy.slice(-lines),
    replica,
    more: more || tidy.length > lines,
    cutShort,
  };
}

function noJob({ launch: { handle, state } }: CardView): Answer {
  return { kind: 'note', note: { kind: 'no-log', handle, pending: isPending(state) } };
}

function whyUnread({ httpStatus, reason, message }: Failure, { project }: Target): LogProblem {
  if (httpStatus !== 403) return { kind: 'logs-not-read', why: message };
  return {
    kind: reason === 'SERVICE_DISABLED' ? 'logging-not-enabled' : 'logs-forbidden',
    project,
  };
}
