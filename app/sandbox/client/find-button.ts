// Finds what to click. Buttons and menus are found by their labels, as people find them.

import { z } from 'zod';
import type { SlackRecords } from './records.ts';

export type Press = {
  readonly user: string;
  readonly channel: string;
  /** The button's text, or the menu's placeholder. */
  readonly label: string;
  /** The job's handle. Needed where several cards have the same button. */
  readonly handle?: string | undefined;
  /** `false` declines the button's confirmation dialog. */
  readonly confirm?: boolean;
};

export type PressHome = Pick<Press, 'user' | 'label' | 'confirm'> & {
  /** The handle of the job or the name of the template that the button belongs to. */
  readonly of: string;
};

const textObject = z.looseObject({ text: z.string() });
const elementSchema = z.looseObject({
  type: z.string().optional(),
  action_id: z.string().default(''),
  text: textObject.optional(),
  placeholder: textObject.optional(),
  value: z.string().optional(),
  options: z.array(z.looseObject({ value: z.string(), text: textObject.optional() })).default([]),
});

/** The modal on top of this person's stack, if one is open. */
export function topModal(records: SlackRecords, user: string) {
  const me = personId(records, user);
  return records.views.findLast((one) => one.open && one.user === me && one.type === 'modal');
}

/** The button with that label in the modal this person has open, if any. */
export function findInModal(records: SlackRecords, { user, label }: Press) {
  const view = topModal(records, user);
  for (const { elements } of view?.spec.blocks ?? []) {
    for (const one of elements) {
      const { data } = elementSchema.safeParse(one);
      if (data !== undefined && says(data.text, label)) {
        return { view_id: view?.id, action_id: data.action_id };
      }
    }
  }
  return undefined;
}

/** The button on this person's Home. @throws when there is none */
export function findOnHome(records: SlackRecords, { user, label, of }: PressHome) {
  const me = personId(records, user);
  const view = records.views.find((one) => one.type === 'home' && one.user === me);
  for (const { block_id, elements, accessory } of view?.spec.blocks ?? []) {
    for (const one of [...elements, accessory]) {
      const { data } = elementSchema.safeParse(one);
      if (data === undefined) continue;
      const { action_id, text, value = '' } = data;
      const option = optionIn(data, label, of);
      if (option !== undefined) return { view_id: view?.id, action_id, block_id, value: option };
      if (says(text, label) && (value === of || value.startsWith(`${of}:`))) {
        return { view_id: view?.id, action_id, block_id };
      }
    }
  }
  throw new Error(`There is no “${label}” of ${of} on the Home of ${user}.`);
}

/** The button or menu with that label in the newest message this person can see. @throws when there is none */
export function findInMessages(records: SlackRecords, press: Press) {
  const { user, channel, label, handle } = press;
  const place = records.channels.find(({ id, name }) => [id, name, `#${name}`].includes(channel));
  const me = personId(records, user);
  const messages = [...(place?.messages ?? []), ...records.ephemerals]
    .filter((one) => !one.deleted && one.channel === place?.id)
    .filter(({ visible_to }) => visible_to === undefined || visible_to === me)
    .sort((a, b) => (a.ts < b.ts ? 1 : -1));
  for (const { ts, blocks } of messages) {
    for (const one of blocks.flatMap(({ elements }) => elements)) {
      const choice = choiceIn(one, label, handle);
      if (choice !== undefined) return { ts, ...choice };
    }
  }
  const whose = handle === undefined ? '' : ` of ${handle}`;
  throw new Error(`There is no “${label}”${whose} to press in ${channel}.`);
}

/** The value a click sends: the button's own, that of the option under ⋯ with that label, or the menu option for that handle. */
function choiceIn(element: unknown, label: string, handle: string | undefined) {
  const { data } = elementSchema.safeParse(element);
  if (data === undefined) return undefined;
  const { type, action_id, value, options } = data;
  if (type === 'overflow') {
    const option = optionIn(data, label, handle);
    return option === undefined ? undefined : { action_id, value: option };
  }
  if (!says(data.text ?? data.placeholder, label)) return undefined;
  const values = [...(value === undefined ? [] : [value]), ...options.map((one) => one.value)];
  const chosen = values.find((one) => handle === undefined || one.startsWith(`${handle}:`));
  return chosen === undefined ? undefined : { action_id, value: chosen };
}

/** The value of the option under ⋯ with that label, of that job if one is given. */
function optionIn(
  { type, options }: z.infer<typeof elementSchema>,
  label: string,
  handle: string | undefined,
): string | undefined {
  if (type !== 'overflow') return undefined;
  return options.find(
    (one) => says(one.text, label) && (handle === undefined || one.value.includes(` ${handle}:`)),
  )?.value;
}

function says(text: { readonly text: string } | undefined, label: string): boolean {
  return text?.text.toLowerCase() === label.toLowerCase();
}

function personId({ people }: SlackRecords, user: string): string | undefined {
  return people.find(({ id, name }) => [id, name, `@${name}`].includes(user))?.id;
}
