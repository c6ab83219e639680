// Menus, pickers, radio buttons and checkboxes: https://docs.slack.dev/reference/block-kit/block-elements

import { z } from 'zod';
import {
  actionId,
  confirm,
  conversationFilter,
  focus,
  option,
  optionGroup,
  placeholder,
} from './composition.ts';

const menu = { action_id: actionId, placeholder, confirm, ...focus };
const maxSelected = z.int().min(1).optional();
const ids = z.array(z.string()).optional();
const options = z.array(option(false)).min(1).max(100).optional();
const optionGroups = z.array(optionGroup).min(1).max(100).optional();
const richOptions = z.array(option(true)).min(1).max(10);

export const choosers = [
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
