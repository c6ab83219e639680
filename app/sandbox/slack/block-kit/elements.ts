// Block elements: https://docs.slack.dev/reference/block-kit/block-elements

import { z } from 'zod';
import { choosers } from './choosers.ts';
import {
  actionId,
  confirm,
  dispatchConfig,
  focus,
  overflowOption,
  placeholder,
  plain,
  text,
  url,
} from './composition.ts';

const input = {
  action_id: actionId,
  placeholder,
  dispatch_action_config: dispatchConfig,
  ...focus,
};
const ids = z.array(z.string()).optional();

export const image = z.strictObject({
  type: z.literal('image'),
  image_url: url.optional(),
  slack_file: z.looseObject({}).optional(),
  alt_text: z.string().max(2_000),
});

export const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: actionId,
  url: url.optional(),
  value: z.string().max(2_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm,
  accessibility_label: z.string().max(75).optional(),
});

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  text: plain(75),
  action_id: actionId,
  workflow: z.looseObject({}),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(overflowOption).min(1).max(5),
  confirm,
});

const inputs = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...input,
    initial_value: z.string().max(3_000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3_000).optional(),
    max_length: z.int().min(1).max(3_000).optional(),
  }),
  z.strictObject({
    type: z.literal('rich_text_input'),
    ...input,
    initial_value: z.looseObject({}).optional(),
  }),
  z.strictObject({
    type: z.literal('email_text_input'),
    ...input,
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('url_text_input'),
    ...input,
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('number_input'),
    ...input,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: actionId,
    filetypes: z.array(z.string()).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
] as const;

const feedback = z.strictObject({
  text: plain(75),
  value: z.string().max(2_000),
  accessibility_label: z.string().max(75).optional(),
});

export const inAccessory = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  image,
  ...choosers,
]);
export const inActions = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  inputs[0],
  inputs[1],
  ...choosers,
]);
export const inInput = z.discriminatedUnion('type', [...inputs, ...choosers]);
export const inContext = z.discriminatedUnion('type', [image, ...text(3_000).options]);
export const inContextActions = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    action_id: actionId,
    positive_button: feedback,
    negative_button: feedback,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    action_id: actionId,
    icon: z.string(),
    text: plain(75),
    value: z.string().max(2_000).optional(),
    visible_to_user_ids: ids,
    confirm,
    accessibility_label: z.string().max(75).optional(),
  }),
]);
