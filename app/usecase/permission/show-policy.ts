// Tells somebody what they may do in a channel. Each line is a decision of the policy.

import type { Answer } from '../../domain/answer/answer.ts';
import type { PolicyView, ShownPolicy, Verdict } from '../../domain/answer/policy-view.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { approvalsHere, type ShownApproval } from '../../domain/permission/approvals-here.ts';
import type { PolicySubject } from '../../domain/permission/policy.ts';
import type { PolicyInForce } from '../../domain/permission/policy-in-force.ts';
import { rulesOfChannel, type PolicyRules } from '../../domain/permission/policy-rules.ts';
import { policyVerbs } from '../../domain/permission/policy-verb.ts';
import type { Store } from '../ports/store/store.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Templates } from '../ports/templates.ts';
import { decide, type DecideDeps } from './decide.ts';
import { showLimits } from './show-limits.ts';
import { accessIn } from './template-access.ts';

export type ShowPolicyDeps = DecideDeps & {
  readonly policyInForce: () => PolicyInForce;
  readonly templates: Pick<Templates, 'list'>;
  readonly store: Store;
};

type Permissions = PolicyView['permissions'];
type Limited = PolicyView['limited'];

/** What the requester may do where they ask. Asks Slack, so it must not run before an ack. */
export async function showPolicy(deps: ShowPolicyDeps, requester: Requester): Promise<Answer> {
  const inForce = deps.policyInForce();
  const rules = inForce.kind === 'file' ? inForce.rules : undefined;
  const permissions = await permissionsOf(deps, requester);
  const templates = await deps.templates.list();
  const ofTemplates = await limitedFor(deps, requester, rules?.templates ?? [], templates);
  const all = approvalsHere(rules, templates, requester.channel);
  const approvals = all.slice(0, mostShown);
  const { unread } = await deps.directory.groupsOf(requester.userId, deps.policy.groups);
  return {
    kind: 'policy',
    view: {
      policy: shownAs(inForce),
      permissions,
      runAs: rules && accountsIn(rules, requester.channel),
      templatesHere: rules && rulesOfChannel(rules, requester.channel)?.templates,
      ...ofTemplates,
      approvals,
      moreApprovals: all.length - approvals.length,
      roles:
        rules === undefined
          ? []
          : neededRoles(rules, [...permissions, ...ofTemplates.limited], approvals),
      unread,
      limits: await limitsFor(deps, rules, requester),
    },
  };
}

/** The lists of accounts that count for every launch here. */
function accountsIn(rules: PolicyRules, channel: string): PolicyView['runAs'] {
  return [rulesOfChannel(rules, channel)?.runAs, rules.runAs].filter((one) => one !== undefined);
}

function shownAs(inForce: PolicyInForce): ShownPolicy {
  if (inForce.kind === 'default') return { kind: 'default' };
  const { kind, path, hash, since } = inForce;
  const isBroken = inForce.problems !== undefined;
  // Where it is on the server concerns nobody in Slack.
  return { kind, name: path.split(/[/\\]/).at(-1) ?? path, hash, since, isBroken };
}

async function limitsFor(
  { store }: ShowPolicyDeps,
  rules: PolicyRules | undefined,
  { userId }: Requester,
): Promise<PolicyView['limits']> {
  const limits = rules?.limits;
  return limits && store.transaction((tx) => showLimits(tx, limits, userId));
}

/** One after the other: the first look-up of a person serves all. */
async function permissionsOf(deps: DecideDeps, requester: Requester): Promise<Permissions> {
  const permissions: Permissions[number][] = [];
  for (const verb of policyVerbs) {
    permissions.push({ verb, verdict: await decide(deps, requester, verb) });
  }
  // Launching from a spec goes with changing templates, unless a rule here says otherwise.
  const ofTemplates = permissions.find(({ verb }) => verb === 'template')?.verdict;
  return permissions.filter(
    ({ verb, verdict }) => verb !== 'launch-spec' || isAllowed(verdict) !== isAllowed(ofTemplates),
  );
}

const isAllowed = (verdict: Verdict | undefined): boolean =>
  verdict !== undefined && 'allowed' in verdict && verdict.allowed;

/** More aren't shown, and each decision compares a name with all patterns. */
const mostShown = 8;

async function limitedFor(
  deps: ShowPolicyDeps,
  requester: Requester,
  ruled: PolicyRules['templates'],
  templates: readonly Template[],
): Promise<Pick<PolicyView, 'limited' | 'moreLimited'>> {
  const all = [
    // As the name of a template, a pattern is what fits it and no narrower one.
    ...ruled.flatMap(({ pattern, launch: roles }) =>
      roles === undefined ? [] : [{ pattern, roles, access: [] }],
    ),
    ...templates.flatMap((template) => {
      const access = accessIn(template);
      return access.map((roles) => ({ pattern: template.name, roles, access }));
    }),
  ];
  const limited: Limited[number][] = [];
  for (const { pattern, roles, access } of all.slice(0, mostShown)) {
    const subject: PolicySubject = { template: pattern, access };
    limited.push({ pattern, roles, verdict: await decide(deps, requester, 'launch', subject) });
  }
  return { limited, moreLimited: all.length - limited.length };
}

/** The policy's own roles in the refusals and of approvers, each once. */
function neededRoles(
  { roles }: PolicyRules,
  decided: readonly { readonly verdict: Verdict }[],
  approvals: readonly ShownApproval[],
): PolicyView['roles'] {
  const refusals = decided.flatMap(({ verdict }) =>
    'allowed' in verdict && !verdict.allowed ? [verdict.why] : [],
  );
  const names = [
    ...refusals.flatMap((why) => (why.kind === 'not-granted' ? why.roles : [])),
    ...approvals.flatMap(({ by }) => by ?? []),
  ];
  return [...new Set(names)].flatMap((name) => {
    const role = roles.get(name);
    return role === undefined ? [] : [{ name, ...role }];
  });
}
