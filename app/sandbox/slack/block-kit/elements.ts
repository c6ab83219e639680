// Block elements: https://docs.slack.dev/reference/block-kit/block-elements

import { z } from 'zod';
import {
  actionId,
  confirm,
  conversationFilter,
  dispatchConfig,
  option,
  optionGroup,
  overflowOption,
  placeholder,
  plain,
  text,
  url,
} from './composition.ts';

const focus = { focus_on_load: z.boolean().optional() };
const menu = { action_id: actionId, placeholder, confirm, ...focus };
const input = {
  action_id: actionId,
  placeholder,
  dispatch_action_config: dispatchConfig,
  ...focus,
};
const maxSelected = z.int().min(1).optional();
const ids = z.array(z.string()).optional();
const options = z.array(option(false)).min(1).max(100).optional();
const optionGroups = z.array(optionGroup).min(1).max(100).optional();
const richOptions = z.array(option(true)).min(1).max(10);

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

const choosers = [
  z.strictObject({
    type: z.literal('static_select'),
    ...menu,
    options,
    option_groups: optionGroups,
    initial_option: option(false).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_static_select'),
    ...menu,
    options,
    option_groups: optionGroups,
    initial_options: options,
    max_selected_items: maxSelected,
  }),
  z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    initial_option: option(false).optional(),
    min_query_length: z.int().optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...menu,
    initial_options: options,
    min_query_length: z.int().optional(),
    max_selected_items: maxSelected,
  }),
  z.strictObject({
    type: z.literal('users_select'),
    ...menu,
    initial_user: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    ...menu,
    initial_users: ids,
    max_selected_items: maxSelected,
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('multi_channels_select'),
    ...menu,
    initial_channels: ids,
    max_selected_items: maxSelected,
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: conversationFilter,
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...menu,
    initial_conversations: ids,
    default_to_current_conversation: z.boolean().optional(),
    max_selected_items: maxSelected,
    filter: conversationFilter,
  }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    action_id: actionId,
    options: richOptions,
    initial_option: option(true).optional(),
    confirm,
    ...focus,
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    action_id: actionId,
    options: richOptions,
    initial_options: richOptions.optional(),
    confirm,
    ...focus,
  }),
  z.strictObject({
    type: z.literal('datepicker'),
    ...menu,
    initial_date: z.iso.date().optional(),
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...menu,
    initial_time: z
      .string()
      .regex(/^\d\d:\d\d$/)
      .optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    action_id: actionId,
    initial_date_time: z.int().optional(),
    confirm,
    ...focus,
  }),
] as const;

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
