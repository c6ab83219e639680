// The values of which a policy file is made up.

import { z } from 'zod';
import { unnamedAccount } from '../../budget/account-refusal.ts';
import { list, text } from '../../text/written.ts';

/** The id of a person in Slack. */
export const userId = text.regex(
  /^[UW][A-Z0-9]{2,30}$/,
  'must be a Slack user id, such as U0123ABCD',
);

/** The key of `label.team`; undefined if it names no label. */
export function pathOfLabel(written: string): string | undefined {
  return /^label\.([\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}_-]{0,62})$/u.exec(written)?.[1];
}

/** In an account's project nothing may be left open: anybody can name an account in a project of theirs. */
const account = text.refine(
  (one) => one === unnamedAccount || /^[a-z0-9*-]{1,100}@[a-z0-9][a-z0-9.:-]{2,200}$/i.test(one),
  `must be the address of a service account, such as trainer@my-project.iam.gserviceaccount.com, with * only before the @, or ${unnamedAccount}`,
);

/** Accounts that jobs may run as. */
export const accounts = list(account, 'service accounts').pipe(
  z.array(z.string()).max(100, 'must be at most 100 accounts'),
);
