// Where a person clicks: buttons and menus are found by what they say, as people find them.

import { z } from 'zod';
import type { SlackRecords } from './records.ts';

export type Press = {
  readonly user: string;
  readonly channel: string;
  /** What the button says, or the menu before something is chosen in it. */
  readonly label: string;
  /** Of the job; needed where several cards have the same button. */
  readonly handle?: string | undefined;
  /** `false` presses the other button of the dialog. */
  readonly confirm?: boolean;
};

export type PressHome = Pick<Press, 'user' | 'label' | 'confirm'> & {
  /** Handle of the job, or name of the template. */
  readonly of: string;
};

const textObject = z.looseObject({ text: z.string() });
const elementSchema = z.looseObject({
  action_id: z.string().default(''),
  text: textObject.optional(),
  placeholder: textObject.optional(),
  value: z.string().optional(),
  options: z.array(z.looseObject({ value: z.string() })).default([]),
});

/** The modal on top of this person's stack, if one is open. */
export function topModal(records: SlackRecords, user: string) {
  const me = personId(records, user);
  return records.views.findLast((one) => one.open && one.user === me && one.type === 'modal');
}

/** A button in the modal this person has open, if there is one with that label. */
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

/** A button on this person's Home. @throws when there is no such button */
export function findOnHome(records: SlackRecords, { user, label, of }: PressHome) {
  const me = personId(records, user);
  const view = records.views.find((one) => one.type === 'home' && one.user === me);
  for (const { block_id, elements, accessory } of view?.spec.blocks ?? []) {
    for (const one of [...elements, accessory]) {
      const { data } = elementSchema.safeParse(one);
      const { action_id, text, value = '' } = data ?? {};
      if (says(text, label) && (value === of || value.startsWith(`${of}:`))) {
        return { view_id: view?.id, action_id, block_id };
      }
    }
  }
  throw new Error(`There is no “${label}” of ${of} on the Home of ${user}.`);
}

/** A button or menu in the newest message that this person sees and that has it. @throws when no message has */
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

/** The value that a button sends, or that is chosen in a menu. */
function choiceIn(element: unknown, label: string, handle: string | undefined) {
  const { data } = elementSchema.safeParse(element);
  if (data === undefined || !says(data.text ?? data.placeholder, label)) return undefined;
  const { action_id, value, options } = data;
  const values = [...(value === undefined ? [] : [value]), ...options.map((one) => one.value)];
  const chosen = values.find((one) => handle === undefined || one.startsWith(`${handle}:`));
  return chosen === undefined ? undefined : { action_id, value: chosen };
}

function says(text: { readonly text: string } | undefined, label: string): boolean {
  return text?.text.toLowerCase() === label.toLowerCase();
}

function personId({ people }: SlackRecords, user: string): string | undefined {
  return people.find(({ id, name }) => [id, name, `@${name}`].includes(user))?.id;
}
