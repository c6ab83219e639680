// The values of which a policy file is made up.

import { text } from '../text/written.ts';

/** The id of a person in Slack. */
export const userId = text.regex(
  /^[UW][A-Z0-9]{2,30}$/,
  'must be a Slack user id, such as U0123ABCD',
);

/** The key of `label.team`; undefined if it names no label. */
export function pathOfLabel(written: string): string | undefined {
  return /^label\.([\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}_-]{0,62})$/u.exec(written)?.[1];
}
