// Which templates take an approval in a channel, for people to know before they launch.

import type { ApprovalRule } from '../approval/approval-rule.ts';
import type { Template } from '../template/template.ts';
import { fitsWildcard } from '../text/wildcard.ts';
import { rulesOfChannel, type PolicyRules } from './policy-rules.ts';

/** What of a template's launches takes an approval, and whose. */
export type ShownApproval = Pick<ApprovalRule, 'by' | 'above'> & { readonly pattern: string };

/**
 * The rules of approval that may fit a launch in the channel: of the policy file, by pattern, and of
 * the templates themselves.
 */
export function approvalsHere(
  rules: PolicyRules | undefined,
  templates: readonly Pick<Template, 'name' | 'approval'>[],
  channel: string,
): readonly ShownApproval[] {
  const here = rules && rulesOfChannel(rules, channel)?.templates;
  const mayBeHere = (pattern: string) => here?.some((one) => mayOverlap(one, pattern)) ?? true;
  return [
    ...(rules?.templates ?? []).map(({ pattern, approve: rule }) => ({ pattern, rule })),
    ...templates.map(({ name: pattern, approval: rule }) => ({ pattern, rule })),
  ].flatMap(({ pattern, rule }) =>
    rule === undefined || !mayBeHere(pattern) ? [] : [{ pattern, by: rule.by, above: rule.above }],
  );
}

/** Whether a name may fit both patterns; of two with a `*`, by what they begin with. */
function mayOverlap(one: string, other: string): boolean {
  if (fitsWildcard(one, other) || fitsWildcard(other, one)) return true;
  if (!one.includes('*') || !other.includes('*')) return false;
  const [stem = '', its = ''] = [one, other].map((it) => it.toLowerCase().split('*')[0]);
  return stem.startsWith(its) || its.startsWith(stem);
}
