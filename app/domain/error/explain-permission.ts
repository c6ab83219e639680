// Google's messages that name a missing permission. The account is the one named, else the job's if
// its program made the call, else the bot's. Example from Cloud Storage: `x@p.iam… does not have
// storage.objects.list access to the Google Cloud Storage bucket. Permission '…' denied on
// resource`.

import { accessOf } from './access-role.ts';
import type { Explanation, Matcher } from './explanation.ts';

const account = /([\w.+-]{1,100}@[\w.-]{1,200})[`"']? (?:does not have|lacks|is missing)/i;

export const permissionMatchers: readonly Matcher[] = [
  {
    pattern:
      /(?:does not have|lacks|is missing) (?:the )?[`"']?([a-z]{1,40}(?:\.[a-z]{1,60}){2})[`"']? (?:access|permission)/i,
    explain: (match) => explainPermission(match),
  },
  {
    pattern: /Permission [`"']?([a-z]{1,40}(?:\.[a-z]{1,60}){1,3})[`"']? denied/i,
    explain: (match) => explainPermission(match),
  },
];

function explainPermission({ 1: permission = '', input }: RegExpExecArray): Explanation {
  const { thing, on, whose, roleFor } = accessOf(permission);
  const named = account.exec(input)?.[1];
  const role = roleFor(permission);
  if (named === undefined && whose === 'bot') {
    const such = role === undefined ? '' : `, such as \`${role}\`,`;
    return {
      what: 'Google refused the bot’s account',
      hint: `Give it a role with \`${permission}\`${such} on ${on}.`,
    };
  }
  const who = named === undefined ? 'the job’s service account' : `\`${named}\``;
  const what = role === undefined ? `a role with \`${permission}\`` : `\`${role}\``;
  const lacks = role === undefined ? '' : ` (it lacks \`${permission}\`)`;
  const check = /may not exist/i.test(input) ? ', or check that it is there' : '';
  return { what: `no access to ${thing}`, hint: `Give ${who} ${what} on ${on}${lacks}${check}.` };
}
