import type { Answer } from '../../domain/answer/answer.ts';
import { factsOf } from '../../domain/answer/problem.ts';
import type { PolicyDecision } from '../../domain/permission/policy.ts';
import { refusedBy } from '../../domain/permission/rule.ts';
import type { AuditEntry } from '../ports/store/audit.ts';
import type { Request } from '../ports/interactions.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import { askedBy } from './on-record.ts';
import { aboutOf, recordedAs, type PermissionRequest } from './permission-request.ts';

/** What was refused, and people who may do it. */
export type Refused = Pick<Extract<PolicyDecision, { readonly allowed: false }>, 'why' | 'ask'>;

/** A refusal as an answer, with its audit row. */
export async function refuse(
  { store }: { readonly store: Store },
  request: Request,
  permission: PermissionRequest,
  refused: Refused,
): Promise<Answer> {
  return store.transaction((tx) => refuseIn(tx, request, permission, refused));
}

/** The same inside a transaction. */
export async function refuseIn(
  tx: Tx,
  { key, requester }: Request,
  permission: PermissionRequest,
  { why, ask }: Refused,
): Promise<Answer> {
  const act = recordedAs(permission);
  // Its own key: the same button may be pressed again by somebody with permission, and that act has
  // its own row.
  const refusedKey = `${key}:refused`;
  const entry: AuditEntry = {
    key: refusedKey,
    ...askedBy({ key, requester }),
    ...refusedBy(why),
    verb: act,
    subject: permission.subject,
    ...aboutOf(permission),
    detail: {},
  };
  await tx.audit.begin(entry);
  await tx.audit.complete(refusedKey, `refused: ${factsOf(why)}`);
  return { kind: 'refused', act, why, ask };
}
