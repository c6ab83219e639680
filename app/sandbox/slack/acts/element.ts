// The element a person acts on, and the action that its payload carries.

import { compact, textIn, type JsonObject } from '../../shared/json.ts';
import { toTs } from '../state/clock.ts';
import { ControlError } from '../state/errors.ts';
import { elementsOf, enteredFields, isEmpty, optionsOf, type Entered } from './input-values.ts';

export type ElementAct = {
  readonly action_id: string;
  readonly block_id?: string | undefined;
  /** The chosen option's value, or the entered text. */
  readonly value?: Entered;
};

/** Whether actions in a block are sent at once. Input blocks keep theirs until the view is submitted, unless they set dispatch_action. */
export function isDispatched({ type, dispatch_action }: JsonObject): boolean {
  return type !== 'input' || dispatch_action === true;
}

/** The element that an act names, and the id of its block. @throws ControlError when there is none */
export function findElement(
  blocks: readonly JsonObject[],
  { action_id, block_id, value }: ElementAct,
): { readonly element: JsonObject; readonly blockId: string } {
  for (const block of blocks) {
    if (block_id !== undefined && block.block_id !== block_id) continue;
    const element = elementsOf(block).find((one) => one.action_id === action_id);
    // Buttons in several rows may share an action_id; the value says which one is meant.
    const isOther = element?.type === 'button' && value !== undefined && element.value !== value;
    if (element !== undefined && !isOther) return { element, blockId: textIn(block.block_id) };
  }
  throw new ControlError(`There is nothing to press with the action_id ${action_id}.`);
}

/** The action as a block_actions payload carries it. @throws ControlError when it is a menu and no option is named */
export function actionOf(
  element: JsonObject,
  blockId: string,
  { value }: ElementAct,
  nowMs: number,
): JsonObject {
  const fields = enteredFields(element, value);
  const isChoice = optionsOf(element).length > 0 || textIn(element.type).includes('select');
  if (isChoice && isEmpty(fields) && value === undefined) {
    throw new ControlError('Say which option: value.');
  }
  return compact({
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    style: element.style,
    ...fields,
    confirm: element.confirm,
    action_ts: toTs(nowMs),
  });
}
