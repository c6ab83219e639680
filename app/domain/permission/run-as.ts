// Whether the policy lets a job run as its account.

import { accountOf, unnamedAccount, type AccountRefusal } from '../budget/account-refusal.ts';
import type { CustomJobBody } from '../job/job.ts';
import { isOfJob } from '../template/fill/job-template.ts';
import { fitsWildcard } from '../text/wildcard.ts';
import { rulesOfChannel, type PolicyRules } from './policy-rules.ts';

type Asked = {
  readonly template: { readonly name: string; readonly version: string };
  readonly requester: { readonly channel: string };
  readonly body: Pick<CustomJobBody, 'jobSpec'>;
};
type Lists = Pick<PolicyRules, 'runAs' | 'channels' | 'otherChannels' | 'templates'>;

/** Why the policy doesn't let a job run as its account; undefined: it does. */
export function unlistedAccount(rules: Lists, asked: Asked): AccountRefusal | undefined {
  const account = accountOf(asked.body);
  const refusing = listsFor(rules, asked).find(
    ({ listed }) => !listed.some((one) => isListed(one, account)),
  );
  return refusing && { kind: 'account-not-listed', account, ...refusing };
}

type AccountList = Pick<AccountRefusal, 'by' | 'listed'>;

/** The lists that count, the narrower first: an account has to be in each. */
function listsFor(rules: Lists, { template, requester }: Asked): readonly AccountList[] {
  const named = isOfJob(template) ? undefined : template.name;
  const list = (by: AccountRefusal['by'], listed: readonly string[] | undefined) =>
    listed === undefined ? [] : [{ by, listed: [...listed] }];
  return [
    ...rules.templates.flatMap(({ pattern, runAs }) =>
      named === undefined || !fitsWildcard(pattern, named)
        ? []
        : list({ kind: 'template', template: named }, runAs),
    ),
    ...list({ kind: 'channel' }, rulesOfChannel(rules, requester.channel)?.runAs),
    ...list({ kind: 'all' }, rules.runAs),
  ];
}

function isListed(listed: string, account: string | undefined): boolean {
  if (listed === unnamedAccount || account === undefined) {
    return listed === unnamedAccount && account === undefined;
  }
  return fitsWildcard(listed, account);
}
