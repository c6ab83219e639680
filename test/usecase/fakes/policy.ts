import {
  createDefaultPolicy,
  createFilePolicy,
} from '../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import type { PolicyInForce } from '../../../app/domain/permission/policy-in-force.ts';
import type { Policy } from '../../../app/domain/permission/policy.ts';

type FileInForce = Extract<PolicyInForce, { kind: 'file' }>;

/** The default policy, until a test sets the tree of a file. */
export function createChangingPolicy() {
  let inForce: PolicyInForce = { kind: 'default' };
  let decides = createDefaultPolicy();
  const policy: Policy = {
    permit: (question) => decides.permit(question),
    get rules() {
      return decides.rules;
    },
    get groups() {
      return decides.groups;
    },
  };
  return {
    policy,
    policyInForce: () => inForce,
    /** Puts the tree of a policy file in force. Throws if it is wrong. */
    setPolicy(tree: unknown, more: Partial<FileInForce> = {}): void {
      const parsed = parsePolicy(tree);
      if (!parsed.ok) throw new Error(parsed.problems.join(' '));
      const { rules, warnings } = parsed;
      const file = { kind: 'file', path: '/etc/bot/policy.yml', hash: 'c0ffee123456' } as const;
      inForce = { ...file, since: 0, rules, warnings, ...more };
      decides = createFilePolicy(rules);
    },
  };
}
