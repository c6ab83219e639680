import type { PledgedAct } from '../../domain/launch/pledge.ts';
import type { PolicyVerb } from '../../domain/permission/policy.ts';
import type { Knowledge } from './decide.ts';

/** What a requester wants to do, and to what. */
export type PermissionRequest = {
  readonly act: PledgedAct | 'view';
  /** A handle, or the words as typed; for the audit. */
  readonly subject: string;
  /** The required permission, if it isn't the act's usual one. */
  readonly verb?: PolicyVerb;
  /** How fresh the facts about the person must be, if not what the permission requires. */
  readonly knowledge?: Knowledge;
};

/**
 * The permission required for an answer. For a cancel, permission for the particular job is checked
 * once the job is known.
 */
export function policyVerbOf({ act, verb }: PermissionRequest): PolicyVerb {
  if (verb !== undefined) return verb;
  if (act === 'cancel') return 'view';
  return act === 'channel' || act === 'watch' || act === 'unwatch' ? 'launch' : act;
}

/** A channel's settings affect everybody in it, so changing them takes fresh facts. */
export function knowledgeFor({ act, knowledge }: PermissionRequest): Knowledge | undefined {
  const isShared = act === 'channel' || act === 'watch' || act === 'unwatch';
  return knowledge ?? (isShared ? 'now' : undefined);
}
