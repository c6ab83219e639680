// Which approval a launch takes now: by the policy in force, and by what the launched version and the
// current one of its template say themselves.

import { approvalNeed, type ApprovalNeed } from '../../domain/approval/approval-need.ts';
import { withoutPrice } from '../../domain/budget/check-limits.ts';
import type { Limits } from '../../domain/budget/limits.ts';
import { pursesOf } from '../../domain/budget/standing.ts';
import { dearest } from '../../domain/launch/ladder.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { approvalRulesOf } from '../../domain/permission/policy-rules.ts';
import type { Template } from '../../domain/template/template.ts';
import type { ApprovalDeps } from './approval-deps.ts';

type Asked = Pick<Launch, 'template' | 'body' | 'estimate' | 'requester' | 'ladder'>;

/** The approval that a launch takes; undefined: none. */
export async function needOf(
  { policy, store, templates }: ApprovalDeps,
  asked: Asked,
): Promise<ApprovalNeed | undefined> {
  const { template } = asked;
  const { name, version } = template;
  const launched = await store.transaction((tx) => tx.templates.get(name, version));
  const own = [launched, await templates.get(name)].flatMap(ruleIn);
  const rules = [...approvalRulesOf(policy.rules, name), ...own];
  const { limits } = policy.rules;
  const isBudgeted = limits !== undefined && pursesOf(limits.budgets, asked).length > 0;
  const unknown = limits && anyWithoutPrice(limits, asked, isBudgeted);
  const unknownPrice = unknown?.rule === 'approve' ? unknown.why : undefined;
  // Whichever attempt it comes to, the approval was for it.
  return approvalNeed(rules, dearest(asked), unknownPrice);
}

/** What the limits want if one of the attempts has no known price. */
function anyWithoutPrice(limits: Limits, { body, estimate, ladder }: Asked, isBudgeted: boolean) {
  const rungs = ladder?.rungs ?? [{ body, estimate }];
  return rungs
    .map((rung) => withoutPrice(limits, rung, isBudgeted))
    .find((unknown) => unknown !== undefined);
}

function ruleIn(template: Template | undefined) {
  return template?.approval === undefined ? [] : [template.approval];
}
