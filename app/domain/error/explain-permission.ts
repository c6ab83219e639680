// Google's messages that name a missing permission. The account is the one named, else the job's if
// its program made the call, else the bot's. Example from Cloud Storage: `x@p.iam… does not have
// storage.objects.list access to the Google Cloud Storage bucket. Permission '…' denied on
// resource`.

import { accessOf } from './access-role.ts';
import type { Cause } from './explanation.ts';
import type { Matcher } from './matcher.ts';

const namedAccount = /([\w.+-]{1,100}@[\w.-]{1,200})[`"']? (?:does not have|lacks|is missing)/i;

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

function explainPermission({ 1: permission = '', input }: RegExpExecArray): Cause {
  const { whose, ...missing } = accessOf(permission);
  const account = namedAccount.exec(input)?.[1];
  return account === undefined && whose === 'bot'
    ? { kind: 'bot-refused', ...missing }
    : { kind: 'no-access', ...missing, account, mayNotExist: /may not exist/i.test(input) };
}
