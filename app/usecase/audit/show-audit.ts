// What `audit` shows: everything to who has the permission `admin`; to others what they did, and
// what was done to jobs that they see.

import type { Answer } from '../../domain/answer/answer.ts';
import type { AuditFilter, AuditTurn } from '../../domain/audit/audit-view.ts';
import type { AuditCommand } from '../../domain/command/parse/command.ts';
import type { JobReference } from '../../domain/job/job-reference.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { findJob } from '../job/find-job.ts';
import { asApprover, handleIn } from '../permission/as-approver.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { viewerOf } from '../permission/see.ts';
import type { Request } from '../ports/interactions.ts';
import type { AuditQuery } from '../ports/store/audit.ts';
import type { Tx } from '../ports/store/store.ts';

/** As many as fit into a message whatever is in them; a test in blocks checks that. */
export const auditPageSize = 10;

/** Answers a typed `audit`, after the ack. */
export async function showAudit(
  deps: ApprovalDeps,
  { requester }: Request,
  { job: reference, sinceMs, actor, template }: Omit<AuditCommand, 'verb'>,
): Promise<Answer> {
  const eyes = await viewerOf(deps, requester);
  const viewer = await asApprover(deps, requester, eyes, handleIn(reference));
  const filter = { sinceMs, actor, template };
  return deps.store.transaction(async (tx) => {
    if (reference === undefined) return showPage(tx, viewer, filter);
    const named = await findJob(tx, reference, 'audit', { requester, viewer });
    if ('card' in named) return showPage(tx, viewer, { ...filter, job: named.card.launch.handle });
    const { answer } = named;
    // Of a private job, who reads the whole audit is shown what is on record as well.
    if (answer.kind === 'outline' && viewer.seesOutlines === true) {
      return showPage(tx, viewer, { ...filter, job: answer.card.launch.handle });
    }
    const job = await onRecord(tx, viewer, reference);
    return job === undefined ? answer : showPage(tx, viewer, { ...filter, job });
  });
}

/** Shows the page next to the one whose button was pressed. */
export async function turnAudit(
  deps: ApprovalDeps,
  { requester }: Request,
  filter: AuditFilter,
  turn: AuditTurn,
): Promise<Answer> {
  const viewer = await asApprover(deps, requester, await viewerOf(deps, requester), filter.job);
  return deps.store.transaction((tx) => showPage(tx, viewer, filter, turn));
}

/**
 * The handle, if it is on record in what they may read. Launches that were refused are no jobs, and
 * the audit is kept longer than jobs are.
 */
async function onRecord(
  tx: Tx,
  viewer: Viewer,
  reference: JobReference,
): Promise<string | undefined> {
  if (reference.kind !== 'handle') return undefined;
  const { handle: job } = reference;
  const seenBy = await readBy(tx, viewer, job);
  const { rows } = await tx.audit.page({ since: 0, job, seenBy, limit: 1 });
  return rows.length === 0 ? undefined : job;
}

/** Whose sight limits what is read; undefined: it is everything, or all of one launch. */
async function readBy(
  tx: Tx,
  viewer: Viewer,
  job: string | undefined,
): Promise<AuditQuery['seenBy']> {
  if (viewer.seesOutlines === true) return undefined;
  if (job === undefined || job !== viewer.asked) return viewer;
  // It may have been decided since they were found to be asked.
  return (await tx.launches.byHandle(job))?.state === 'waiting' ? undefined : viewer;
}

async function showPage(
  tx: Tx,
  viewer: Viewer,
  filter: AuditFilter,
  turn?: AuditTurn,
): Promise<Answer> {
  const { sinceMs, actor, job, template } = filter;
  const seenBy = await readBy(tx, viewer, job);
  const since = tx.now - sinceMs;
  const query = { since, actor, job, template, seenBy, limit: auditPageSize };
  return {
    kind: 'audit',
    filter,
    ...(await readPage(tx, query, turn)),
    whole: seenBy === undefined,
    sure: viewer.sure && viewer.seesOutlines !== undefined,
    turned: turn !== undefined,
  };
}

/** The page asked for. If nothing is left of it, or it isn't full on the newer side, the newest. */
async function readPage(tx: Tx, query: AuditQuery, turn: AuditTurn | undefined) {
  if (turn !== undefined) {
    const { rows, more } = await tx.audit.page({ ...query, turn });
    if (turn.to === 'older' && rows.length > 0) return { rows, newer: true, older: more };
    if (turn.to === 'newer' && more) return { rows, newer: true, older: true };
  }
  const { rows, more } = await tx.audit.page(query);
  return { rows, newer: false, older: more };
}
