// The ⋯ at the end of a row of buttons. Each option is a button of its own: its value is that
// button's id and value.

import type { Button, Overflow, PlainTextOption } from '@slack/types';

const moreId = 'more';

/** The ⋯ with these options, at most five. */
export function moreMenu(options: readonly PlainTextOption[]): Overflow {
  return { type: 'overflow', action_id: moreId, options: [...options] };
}

/** A button with an id and a value of its own. */
export type IdButton = Button & Required<Pick<Button, 'action_id' | 'value'>>;

/** A button as an option, which does the same. It must ask nothing back: options can’t. */
export function optionOf({ text, action_id, value }: IdButton): PlainTextOption {
  return { text, value: `${action_id} ${value}` };
}

/** An option that opens a URL. */
export function linkOption(text: string, linkId: string, url: string): PlainTextOption {
  return { text: { type: 'plain_text', text }, value: linkId, url };
}

/** What was chosen under ⋯, as if it had been a button; undefined for any other element. */
export function readMore(
  actionId: string,
  chosen: string | undefined,
): { readonly action_id: string; readonly value: string } | undefined {
  if (actionId !== moreId || chosen === undefined) return undefined;
  const [id = '', ...value] = chosen.split(' ');
  return { action_id: id, value: value.join(' ') };
}
