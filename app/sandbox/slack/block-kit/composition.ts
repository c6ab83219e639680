// Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects

import { z } from 'zod';

const shortest = 1;
const id = z.string().max(255);
export const blockId = id.min(shortest).optional();
export const actionId = id.min(shortest).optional();
export const url = z.url().max(3_000);

/** A plain_text object. `max` counts characters. */
export function plain(max: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(shortest).max(max),
    emoji: z.boolean().optional(),
  });
}

function mrkdwn(max: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(shortest).max(max),
    verbatim: z.boolean().optional(),
  });
}

/** A text object: plain text or mrkdwn. */
export function text(max: number) {
  return z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);
}

/** An option of a menu. Options of radio buttons and checkboxes may be formatted. */
export function option(formatted: boolean) {
  return z.strictObject({
    text: formatted ? text(75) : plain(75),
    value: z.string().max(75),
    description: (formatted ? text(75) : plain(75)).optional(),
  });
}

export const overflowOption = z.strictObject({
  text: plain(75),
  value: z.string().max(75),
  description: plain(75).optional(),
  url: url.optional(),
});

export const optionGroup = z.strictObject({
  label: plain(75),
  options: z.array(option(false)).min(shortest).max(100),
});

export const confirm = z
  .strictObject({
    title: plain(100),
    text: text(300),
    confirm: plain(30),
    deny: plain(30),
    style: z.enum(['primary', 'danger']).optional(),
  })
  .optional();

export const placeholder = plain(150).optional();

export const focus = { focus_on_load: z.boolean().optional() };

export const dispatchConfig = z
  .strictObject({
    trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(shortest),
  })
  .optional();

export const conversationFilter = z
  .strictObject({
    include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();
