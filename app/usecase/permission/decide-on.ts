// Asks the policy about a request: for its verb's permission, or for one of those that are enough
// as well.

import type { Requester } from '../../domain/launch/launch.ts';
import type { PolicyDecision } from '../../domain/permission/policy.ts';
import { decide, decideNow, type DecideDeps, type Decision } from './decide.ts';
import {
  knowledgeFor,
  policyVerbsOf,
  subjectOf,
  type PermissionRequest,
} from './permission-request.ts';

type Asked = { readonly requester: Requester };

/** The policy's decision, once Slack has answered. A refusal is that of the verb's own permission. */
export async function decideOn(
  deps: DecideDeps,
  { requester }: Asked,
  permission: PermissionRequest,
): Promise<Decision> {
  const subject = subjectOf(permission, requester);
  const [own, ...others] = policyVerbsOf(permission);
  const first = await decide(deps, requester, own, subject, knowledgeFor(permission));
  if (!isRefusal(first)) return first;
  for (const verb of others) {
    const other = await decide(deps, requester, verb, subject);
    if (!isRefusal(other)) return other;
  }
  return first;
}

/** The same without a look-up; undefined: Slack has to be asked. */
export function decideOnNow(
  deps: DecideDeps,
  { requester }: Asked,
  permission: PermissionRequest,
): PolicyDecision | undefined {
  const subject = subjectOf(permission, requester);
  const [own, ...others] = policyVerbsOf(permission);
  const first = decideNow(deps, requester, own, subject, knowledgeFor(permission));
  if (first === undefined || !isRefusal(first)) return first;
  for (const verb of others) {
    const other = decideNow(deps, requester, verb, subject);
    if (other === undefined || !isRefusal(other)) return other;
  }
  return first;
}

function isRefusal(decision: Decision): boolean {
  return 'allowed' in decision && !decision.allowed;
}
