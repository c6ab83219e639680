import type { Answer } from '../../domain/command/answer.ts';
import type { AuditEntry } from '../ports/audit.ts';
import type { Request } from '../ports/desk.ts';
import type { Store, Tx } from '../ports/store.ts';
import type { Wish } from './wish.ts';

type Refusal = { readonly sentence: string; readonly ask: readonly string[] };

/** The refusal as an answer, with its audit row. */
export async function refuse(
  { store }: { readonly store: Store },
  request: Request,
  wish: Wish,
  refusal: Refusal,
): Promise<Answer> {
  return store.transaction((tx) => refuseIn(tx, request, wish, refusal));
}

/** The same inside a transaction. */
export async function refuseIn(
  tx: Tx,
  { key, asker }: Request,
  { act, subject }: Wish,
  { sentence, ask }: Refusal,
): Promise<Answer> {
  // A key of its own: the same button may be pressed again by somebody who may by then, and that act has its own row.
  const refusedKey = `${key}:refused`;
  const entry: AuditEntry = {
    key: refusedKey,
    actor: asker.userId,
    verb: act,
    subject,
    channel: asker.channel,
    detail: {},
  };
  await tx.audit.begin(entry);
  await tx.audit.complete(refusedKey, `refused: ${sentence}`);
  return { kind: 'refused', act, sentence, ask };
}
