// A launch that takes an approval is sent only after somebody else approved it, and a press decides once.

import { z } from 'zod';
import type { Index, LaunchEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { gatedTemplate } from '../plan/feature-act.ts';
import { root, wanda } from '../plan/setup.ts';

const approvalSchema = z.looseObject({
  decision: z
    .looseObject({ verdict: z.string(), by: z.string().optional(), at: z.number() })
    .optional(),
});

const approvers: readonly string[] = [wanda, root];

/** Whether somebody was asked to approve a launch and nobody had decided it by then (Unix ms): they see it wherever they are. */
export function waitedFor(launch: LaunchEvidence['launch'], user: string, atMs: number): boolean {
  if (launch.template_name !== gatedTemplate || !approvers.includes(user)) return false;
  const decidedAt = approvalOf(launch)?.decision?.at;
  return decidedAt === undefined || atMs <= decidedAt + shownForMs;
}
/** A Home that was read before the decision may be published after it. */
const shownForMs = 10_000;

export function checkApprovals({ evidence, perLaunch }: Index): readonly Violation[] {
  const { votes, audit } = evidence.rows;
  return [
    ...perLaunch.flatMap(checkGated),
    ...perLaunch.flatMap(({ launch: { id, handle } }): Violation[] => {
      const deciding = votes.filter(({ launch_id, state }) => launch_id === id && state === 'done');
      return deciding.length > 1
        ? [{ kind: 'repeated', what: `${handle} was decided by ${deciding.length} presses` }]
        : [];
    }),
    ...votes.flatMap(({ request_key: key, handle, state }): Violation[] => {
      const rows = audit.filter((row) => row.key === key).length;
      return state === 'requested' || rows === 1
        ? []
        : [{ kind: 'lost', what: `a press about ${handle} (${state}) is in ${rows} audit rows` }];
    }),
  ];
}

function checkGated({ launch, threads }: LaunchEvidence): readonly Violation[] {
  const { handle, state, asker_user: asker } = launch;
  if (launch.template_name !== gatedTemplate) return [];
  const found: Violation[] = [];
  const other = (what: string): void => void found.push({ kind: 'other', what });
  const last = approvalOf(launch)?.decision;
  const isWithdrawn = last?.verdict === 'withdrawn';
  if (isWithdrawn && state !== 'cancelled') other(`${handle} is ${state}, and was withdrawn`);
  // Whoever may cancel it withdraws it, and the thread is told of that as of a cancel.
  const decision = isWithdrawn ? undefined : last;
  const isSent = launch.submitted_at !== null;
  if (isSent && decision?.verdict !== 'approved') other(`${handle} was sent unapproved`);
  if (isSent && decision !== undefined && decision.at > (launch.submitted_at ?? 0)) {
    other(`${handle} was sent before it was approved`);
  }
  if (decision?.by !== undefined && !approvers.includes(decision.by)) {
    other(`${handle} was decided by ${decision.by}, who may not`);
  }
  if (decision?.by === asker) other(`${handle} was decided by who asked for it`);
  const kinds = threads.flatMap(({ updates }) => updates.map(({ payload }) => payload.kind));
  const told = (kind: string): number => kinds.filter((one) => one === kind).length;
  if (threads.length > 0 && told('approval-asked') !== 1) {
    found.push({
      kind: 'lost',
      what: `the approvers of ${handle} were called ${told('approval-asked')} times`,
    });
  }
  if (decision !== undefined && told('approval-decided') !== 1) {
    found.push({
      kind: 'lost',
      what: `the decision about ${handle} is told ${told('approval-decided')} times`,
    });
  }
  if (state === 'denied' && decision?.verdict !== 'denied') other(`${handle} is denied by nobody`);
  return found;
}

function approvalOf({ approval }: LaunchEvidence['launch']) {
  return approval === null ? undefined : approvalSchema.parse(JSON.parse(approval));
}
