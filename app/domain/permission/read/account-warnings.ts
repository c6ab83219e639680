// What in a policy's lists of accounts lets nothing be launched.

import { unnamedAccount } from '../../budget/account-refusal.ts';
import type { Template } from '../../template/template.ts';
import { formatPath, quote } from '../../text/problem.ts';
import type { PolicyRules } from '../policy-rules.ts';
import { unlistedAccount } from '../run-as.ts';

/** Warnings about empty lists, as whole sentences with paths. */
export function accountWarnings(rules: PolicyRules): readonly string[] {
  const { runAs, channels, otherChannels, templates } = rules;
  const places = [...channels, ...(otherChannels ? [['default', otherChannels] as const] : [])];
  const lists = [
    { path: ['runAs'], accounts: runAs },
    ...places.map(([id, one]) => ({ path: ['channels', id, 'runAs'], accounts: one.runAs })),
    ...templates.map((one) => ({ path: ['templates', one.pattern, 'runAs'], accounts: one.runAs })),
  ];
  return lists
    .filter(({ accounts }) => accounts?.length === 0)
    .map(({ path }) => `\`${formatPath(path)}\` lists no account, so nothing is launched there.`);
}

type Named = Pick<Template, 'name' | 'version' | 'jobSpec' | 'literal'>;

/**
 * Warnings of templates whose account isn't listed, wherever they are launched. One that has a
 * parameter in it isn't known before it is launched.
 */
export function unlistedTemplates(
  rules: PolicyRules,
  templates: readonly Named[],
): readonly string[] {
  const everywhere = { ...rules, channels: new Map(), otherChannels: undefined };
  return templates.flatMap(({ name, version, jobSpec, literal }) => {
    const refusal = unlistedAccount(everywhere, {
      template: { name, version },
      requester: { channel: '' },
      body: { jobSpec },
    });
    if (refusal === undefined) return [];
    const { account, by } = refusal;
    if (!literal && account?.includes('{{') === true) return [];
    const path = by.kind === 'template' ? '`runAs` of its rules' : '`runAs`';
    return [
      account === undefined
        ? `The template ${quote(name)} names no \`serviceAccount\`, and ${path} doesn’t list \`${unnamedAccount}\`: it can’t be launched.`
        : `The template ${quote(name)} runs as ${quote(account)}, which ${path} doesn’t list: it can’t be launched.`,
    ];
  });
}
