// Parses a press from the element that was pressed.

import { z } from 'zod';
import {
  readActionValue,
  readReasonBlock,
  readToken,
} from '../../../blocks/kit/value/button-values.ts';
import { readAuditPageValue } from '../../../blocks/kit/value/audit-page-value.ts';
import { readFixValue } from '../../../blocks/kit/value/fix-value.ts';
import { readPageValue } from '../../../blocks/kit/value/page-value.ts';
import { readChoiceValue } from '../../../blocks/kit/value/choice-value.ts';
import { readMore } from '../../../blocks/kit/value/more.ts';
import { readPlaceValue } from '../../../blocks/kit/value/place-value.ts';
import { readUncheckedValue } from '../../../blocks/kit/value/unchecked-value.ts';
import { buttonOf, carries } from '../../domain/command/verb-names.ts';
import type { Action } from '../../usecase/ports/interactions.ts';

export const pressedElement = z
  .looseObject({
    action_id: z.string(),
    block_id: z.string().optional(),
    value: z.string().optional(),
    selected_option: z.looseObject({ value: z.string() }).nullish(),
  })
  .transform((element) => {
    const more = readMore(element.action_id, element.selected_option?.value);
    return more === undefined ? element : { ...element, ...more, selected_option: undefined };
  });
type PressedElement = z.infer<typeof pressedElement>;

/** What a press asks for, and what identifies it. */
export type Press = {
  readonly action: Action;
  /** From the message: each press counts once per token. Without one, every press counts. */
  readonly token: string | undefined;
  /** What it is about, since a picker's options share a token. */
  readonly subject: string;
  /** It answers a question, and the result replaces the question. */
  readonly settles: boolean;
};

/** Parses a press; undefined if it isn't the bot's, or from another version. */
export function readPress(element: PressedElement): Press | undefined {
  const button = buttonOf(element.action_id);
  if (button === undefined) return undefined;
  const { verb, settles } = button;
  const value = element.selected_option?.value ?? element.value ?? '';
  const press = (token: string | undefined, action: Action, subject = ''): Press => ({
    action,
    token,
    subject,
    settles,
  });
  if (carries(verb, 'job')) {
    const read = readActionValue(value);
    const reason = readReasonBlock(element.block_id);
    const why = reason === undefined ? {} : { reason };
    return read && press(read.token, { verb, handle: read.handle, ...why }, read.handle);
  }
  if (carries(verb, 'bulk')) {
    const read = readActionValue(value);
    return read && press(read.token, { verb, bulk: read.handle }, read.handle);
  }
  if (carries(verb, 'watch')) {
    const read = readActionValue(value);
    return read && press(read.token, { verb, watch: read.handle }, read.handle);
  }
  if (carries(verb, 'place')) {
    const read = readPlaceValue(value);
    if (read === undefined) return undefined;
    const { token, handle, target } = read;
    return press(token, { verb, handle, target }, handle);
  }
  if (carries(verb, 'choice')) {
    const read = readChoiceValue(value);
    if (read === undefined) return undefined;
    const { token, ...choice } = read;
    return press(token, { verb, ...choice }, choice.handle);
  }
  if (carries(verb, 'page')) {
    const read = readPageValue(value);
    return read && press(read.token, { verb, filter: read.filter, turn: read.turn });
  }
  if (carries(verb, 'audit-page')) {
    const read = readAuditPageValue(value);
    return read && press(read.token, { verb, filter: read.filter, turn: read.turn });
  }
  if (carries(verb, 'preview')) {
    const read = readUncheckedValue(value);
    if (read === undefined) return undefined;
    const { token, ...launch } = read;
    return press(token, { verb, ...launch });
  }
  if (carries(verb, 'draft')) {
    const read = readFixValue(value);
    if (read === undefined) return undefined;
    const { token, ...draft } = read;
    return press(token, { verb, draft });
  }
  // It only opens a window, so its button has no token.
  if (carries(verb, 'template')) return press(undefined, { verb, template: element.value });
  const token = readToken(value);
  return token === undefined ? undefined : press(token, { verb });
}
