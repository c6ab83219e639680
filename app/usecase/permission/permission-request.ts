import type { PledgedAct } from '../../domain/launch/pledge.ts';
import type { PolicyVerb } from '../../domain/permission/policy.ts';
import type { Knowledge } from './decide.ts';

/** What was wanted, and of what. */
export type PermissionRequest = {
  readonly act: PledgedAct | 'view';
  /** Handle or words as typed, for the audit. */
  readonly subject: string;
  /** What it takes, where that is not what its act takes by itself. */
  readonly verb?: PolicyVerb;
  /** How well one has to know who asks, where that is not what the verb takes. */
  readonly knowledge?: Knowledge;
};

/** What somebody must be allowed to be answered; whose job may be cancelled is asked where it is known. */
export function policyVerbOf({ act, verb }: PermissionRequest): PolicyVerb {
  if (verb !== undefined) return verb;
  if (act === 'cancel') return 'view';
  return act === 'channel' || act === 'watch' || act === 'unwatch' ? 'launch' : act;
}

/** What a channel hears is everybody's there. */
export function knowledgeFor({ act, knowledge }: PermissionRequest): Knowledge | undefined {
  const isShared = act === 'channel' || act === 'watch' || act === 'unwatch';
  return knowledge ?? (isShared ? 'now' : undefined);
}
