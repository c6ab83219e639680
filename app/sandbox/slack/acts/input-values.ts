// The values of inputs, as payloads and view states carry them.

import {
  compact,
  isObject,
  objectIn,
  objectsIn,
  textIn,
  type Json,
  type JsonObject,
} from '../../shared/json.ts';
import { ControlError } from '../state/errors.ts';

/** What a person entered: an option's value, an id or a text; a list where several can be chosen. */
export type Entered = string | readonly string[] | undefined;

/** The longest text that a text field takes: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestText = 3_000;

const single: Readonly<Record<string, string>> = {
  users_select: 'user',
  channels_select: 'channel',
  conversations_select: 'conversation',
  datepicker: 'date',
  timepicker: 'time',
};
const several: Readonly<Record<string, string>> = {
  multi_users_select: 'users',
  multi_channels_select: 'channels',
  multi_conversations_select: 'conversations',
};

/** The fields that an element adds to a payload. They hold the initial value if nothing was entered. */
export function enteredFields(element: JsonObject, entered: Entered): JsonObject {
  const type = textIn(element.type);
  const one = single[type];
  if (one !== undefined) {
    return { [`selected_${one}`]: first(entered) ?? element[`initial_${one}`] ?? null };
  }
  const many = several[type];
  if (many !== undefined) {
    return { [`selected_${many}`]: list(entered) ?? element[`initial_${many}`] ?? [] };
  }
  switch (type) {
    case 'button':
    case 'workflow_button':
      return compact({ text: element.text, value: element.value });
    case 'overflow':
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { selected_option: chosenOption(element, first(entered)) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes': {
      const chosen = list(entered)?.map((value) => chosenOption(element, value));
      return { selected_options: chosen ?? objectsIn(element.initial_options) };
    }
    case 'datetimepicker':
      return { selected_date_time: Number(first(entered) ?? element.initial_date_time ?? 0) };
    case 'file_input':
      // These are ids; `withFiles` replaces them with the uploaded files.
      return { files: list(entered) ?? [] };
    default:
      if (type === 'plain_text_input') checkLength(element, first(entered) ?? '');
      return { value: first(entered) ?? element.initial_value ?? null };
  }
}

function checkLength({ max_length }: JsonObject, text: string): void {
  const most = typeof max_length === 'number' ? max_length : longestText;
  if (text.length > most) throw new ControlError(`The field takes ${most} characters.`);
}

/** Whether an element's fields hold nothing. */
export function isEmpty(fields: JsonObject): boolean {
  return Object.values(fields).every((value) => {
    return value === null || value === '' || (Array.isArray(value) && value.length === 0);
  });
}

/** The options of a menu, including those in groups. */
export function optionsOf(element: JsonObject): readonly JsonObject[] {
  const grouped = objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options));
  return [...objectsIn(element.options), ...grouped];
}

/** The interactive elements of a block. */
export function elementsOf(block: JsonObject): readonly JsonObject[] {
  return [...objectsIn(block.elements), block.element, block.accessory].filter(isObject);
}

/** The `state.values` of a message's or view's blocks. */
export function inputValues(
  blocks: readonly JsonObject[],
  entered: Readonly<Record<string, Readonly<Record<string, Entered>>>>,
): JsonObject {
  const values: JsonObject = {};
  for (const block of blocks) {
    const blockId = textIn(block.block_id);
    for (const element of elementsOf(block).filter(isStateful)) {
      const actionId = textIn(element.action_id);
      const fields = enteredFields(element, entered[blockId]?.[actionId]);
      values[blockId] = {
        ...objectIn(values[blockId]),
        [actionId]: { type: textIn(element.type), ...fields },
      };
    }
  }
  return values;
}

const stateless = new Set([
  'button',
  'overflow',
  'image',
  'mrkdwn',
  'plain_text',
  'workflow_button',
  'icon_button',
  'feedback_buttons',
]);

function isStateful({ type, action_id }: JsonObject): boolean {
  return typeof action_id === 'string' && !stateless.has(textIn(type));
}

function chosenOption(element: JsonObject, value: string | undefined): Json {
  if (value === undefined) return element.initial_option ?? null;
  if (textIn(element.type).includes('external')) {
    return { text: { type: 'plain_text', text: value }, value };
  }
  const option = optionsOf(element).find((one) => one.value === value);
  if (option === undefined) throw new ControlError(`There is no option with the value ${value}.`);
  return option;
}

function first(entered: Entered): string | undefined {
  return typeof entered === 'string' ? entered : entered?.[0];
}

function list(entered: Entered): string[] | undefined {
  if (entered === undefined) return undefined;
  return typeof entered === 'string' ? [entered] : [...entered];
}
