// What a person can do in the workspace.

import { z } from 'zod';
import type { Control } from './control.ts';
import {
  findInMessages,
  findInModal,
  findOnHome,
  topModal,
  type Press,
  type PressHome,
} from './find-button.ts';
import { actResultSchema, slackRecordsSchema, type ActResult } from './records.ts';

export interface Acts {
  /** Types a slash command in a channel. */
  type(user: string, channel: string, text: string): Promise<ActResult>;
  /** Presses the newest button of that label that the person sees. */
  press(press: Press): Promise<ActResult>;
  /** Opens the bot’s Home; what it shows follows as an event. */
  openHome(user: string): Promise<void>;
  /** Presses a button on Home that belongs to the named job or template. */
  pressHome(press: PressHome): Promise<ActResult>;
  /** Chooses in a menu of the modal this person has open. */
  choose(user: string, actionId: string, value: string): Promise<ActResult>;
  /**
   * Submits that modal; fields that are not named keep their values. Field names: a parameter’s, `in`, `max-time`, `max-cost`, `channel`; `yaml`, `note`,
   * `file` (its content); `reason`.
   */
  submit(user: string, fields: Readonly<Record<string, string>>): Promise<ActResult>;
}

/** How many times a press is tried while the bot keeps editing the message. */
const mostPresses = 3;

/** Acts through the Slack server's control routes. */
export function createActs(slack: Control): Acts {
  const act = async (name: string, body: unknown) =>
    actResultSchema.parse(await slack('POST', `act/${name}`, body));
  const records = async () => slackRecordsSchema.parse(await slack('GET', 'records'));
  const pressOnce = async (press: Press) => {
    const { user, channel, confirm } = press;
    const seen = await records();
    const inModal = findInModal(seen, press);
    if (inModal !== undefined) return act('click', { user, ...inModal });
    return act('click', { user, channel, confirm, ...findInMessages(seen, press) });
  };
  return {
    type: (user, channel, text) => act('command', { user, channel, text }),
    press: (press) => retryWhileEdited(() => pressOnce(press)),
    async openHome(user) {
      await slack('POST', 'act/home', { user });
    },
    async pressHome(press) {
      const { user, confirm } = press;
      return act('click', { user, confirm, ...findOnHome(await records(), press) });
    },
    async choose(user, actionId, value) {
      const { id } = requireModal(topModal(await records(), user), user);
      return act('click', { user, view_id: id, action_id: actionId, value });
    },
    async submit(user, fields) {
      const { id, spec } = requireModal(topModal(await records(), user), user);
      const values = Object.entries(fields).map(async ([name, text]) => {
        const value = name === 'file' ? await upload(slack, user, text) : text;
        return [blockOfField(spec.blocks, name), { value }] as const;
      });
      const entered = Object.fromEntries(await Promise.all(values));
      return act('submit', { user, view_id: id, values: entered });
    },
  };
}

/** The bot may edit the message between lookup and click, and so change its buttons' values. A person presses whatever is there now. */
async function retryWhileEdited<T>(press: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await press();
    } catch (error) {
      const isEdited = error instanceof Error && /^There is nothing to press/.test(error.message);
      if (!isEdited || attempt === mostPresses) throw error;
    }
  }
}

async function upload(slack: Control, user: string, content: string): Promise<string> {
  const answer = await slack('POST', 'act/upload', { user, name: 'template.yaml', content });
  return z.looseObject({ id: z.string() }).parse(answer).id;
}

function requireModal<View>(view: View | undefined, user: string): View {
  if (view === undefined) throw new Error(`No window is open for ${user}.`);
  return view;
}

/** Whether a block is the field with this name. Any other name is a parameter's. */
const fieldsByName: Readonly<Record<string, (blockId: string) => boolean>> = {
  in: (id) => id.startsWith('target:'),
  'max-time': (id) => id.startsWith('max-time:'),
  'max-cost': (id) => id.startsWith('max-cost:'),
  channel: (id) => id === 'channel::',
  yaml: (id) => /^template-text:\d+:0$/.test(id),
  note: (id) => id === 'template-note',
  file: (id) => id.startsWith('template-file:'),
  reason: (id) => id === 'deny-reason',
};

function blockOfField(
  blocks: readonly { readonly block_id?: string | undefined }[],
  name: string,
): string {
  const fits =
    fieldsByName[name] ?? ((id) => id.startsWith('parameter:') && id.endsWith(`:${name}`));
  const id = blocks.find(({ block_id = '' }) => fits(block_id))?.block_id;
  if (id === undefined) throw new Error(`The window has no field ${name}.`);
  return id;
}
