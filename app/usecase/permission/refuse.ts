import type { Answer } from '../../domain/command/answer.ts';
import type { AuditEntry } from '../ports/audit.ts';
import type { Request } from '../ports/interactions.ts';
import type { Store, Tx } from '../ports/store.ts';
import { recordedAs, type PermissionRequest } from './permission-request.ts';

type Refusal = { readonly sentence: string; readonly ask: readonly string[] };

/** A refusal as an answer, with its audit row. */
export async function refuse(
  { store }: { readonly store: Store },
  request: Request,
  permission: PermissionRequest,
  refusal: Refusal,
): Promise<Answer> {
  return store.transaction((tx) => refuseIn(tx, request, permission, refusal));
}

/** The same inside a transaction. */
export async function refuseIn(
  tx: Tx,
  { key, requester }: Request,
  permission: PermissionRequest,
  { sentence, ask }: Refusal,
): Promise<Answer> {
  const act = recordedAs(permission);
  // Its own key: the same button may be pressed again by somebody with permission, and that act has
  // its own row.
  const refusedKey = `${key}:refused`;
  const entry: AuditEntry = {
    key: refusedKey,
    actor: requester.userId,
    verb: act,
    subject: permission.subject,
    channel: requester.channel,
    detail: {},
  };
  await tx.audit.begin(entry);
  await tx.audit.complete(refusedKey, `refused: ${sentence}`);
  return { kind: 'refused', act, sentence, ask };
}
