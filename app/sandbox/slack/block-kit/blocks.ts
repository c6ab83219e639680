// Blocks and their fields: https://docs.slack.dev/reference/block-kit/blocks. For the newest blocks only the published limits are checked,
// and unknown fields are let through.

import { z } from 'zod';
import { blockId, plain, text, url } from './composition.ts';
import {
  button,
  inAccessory,
  inActions,
  inContext,
  inContextActions,
  inInput,
} from './elements.ts';
import { richText } from './rich-text.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/table-block */
const cell = z.discriminatedUnion('type', [
  richText.extend({ elements: richText.shape.elements.min(1) }),
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({
    type: z.literal('raw_number'),
    value: z.number(),
    text: z.string().min(1).optional(),
  }),
]);
const columnSetting = z.strictObject({
  align: z.enum(['left', 'center', 'right']).optional(),
  is_wrapped: z.boolean().optional(),
});
const buttons = z.array(button).max(3).optional();

export const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: text(3_000).optional(),
    fields: z.array(text(2_000)).min(1).max(10).optional(),
    accessory: inAccessory.optional(),
    expand: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('header'),
    block_id: blockId,
    text: plain(150),
    level: z.int().min(1).max(4).optional(),
  }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z.array(inContext).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z.array(inActions).min(1).max(25),
  }),
  z.strictObject({
    type: z.literal('context_actions'),
    block_id: blockId,
    elements: z.array(inContextActions).min(1).max(5),
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id: blockId,
    image_url: url.optional(),
    slack_file: z.looseObject({}).optional(),
    alt_text: z.string().max(2_000),
    title: plain(2_000).optional(),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plain(2_000),
    element: inInput,
    dispatch_action: z.boolean().optional(),
    hint: plain(2_000).optional(),
    optional: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('markdown'),
    block_id: blockId,
    text: z.string().min(1).max(12_000),
  }),
  richText,
  z.strictObject({
    type: z.literal('table'),
    block_id: blockId,
    rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
    column_settings: z.array(columnSetting.nullable()).max(20).optional(),
  }),
  z.looseObject({
    type: z.literal('video'),
    block_id: blockId,
    alt_text: z.string(),
    title: plain(200),
    thumbnail_url: url,
    video_url: url,
  }),
  z.looseObject({
    type: z.literal('file'),
    block_id: blockId,
    external_id: z.string(),
    source: z.literal('remote'),
  }),
  z.looseObject({ type: z.literal('alert'), block_id: blockId, text: z.looseObject({}) }),
  z.looseObject({
    type: z.literal('card'),
    block_id: blockId,
    title: text(150).optional(),
    body: text(200).optional(),
    actions: buttons,
  }),
  z.looseObject({
    type: z.literal('carousel'),
    block_id: blockId,
    elements: z
      .array(z.looseObject({ type: z.literal('card') }))
      .min(1)
      .max(10),
  }),
  z.looseObject({
    type: z.literal('container'),
    block_id: blockId,
    blocks: z.array(z.looseObject({})).max(10).optional(),
  }),
  z.looseObject({
    type: z.literal('data_table'),
    block_id: blockId,
    rows: z.array(z.array(z.looseObject({})).max(20)).max(101),
  }),
  z.looseObject({ type: z.literal('data_visualization'), block_id: blockId }),
  z.looseObject({
    type: z.literal('plan'),
    block_id: blockId,
    title: z.string(),
    tasks: z.array(z.looseObject({})).optional(),
  }),
  z.looseObject({
    type: z.literal('task_card'),
    block_id: blockId,
    task_id: z.string(),
    title: z.string(),
    status: z.enum(['pending', 'in_progress', 'complete', 'error']).optional(),
  }),
]);

export type BlockType = z.output<typeof blockSchema>['type'];
export type Surface = 'message' | 'modal' | 'home';

/** Where blocks are allowed that not every surface takes. */
export const surfacesOf: Readonly<Partial<Record<BlockType, readonly Surface[]>>> = {
  alert: ['modal'],
  carousel: ['message', 'home'],
  data_table: ['message', 'home'],
  container: ['message'],
  data_visualization: ['message'],
  context_actions: ['message'],
  table: ['message'],
  file: ['message'],
  markdown: ['message'],
  plan: ['message'],
  task_card: ['message'],
};

/** Where elements are allowed that not every surface takes. */
export const elementSurfaces: Readonly<Record<string, readonly Surface[]>> = {
  datetimepicker: ['message', 'modal'],
  email_text_input: ['modal'],
  file_input: ['modal'],
  number_input: ['modal'],
  url_text_input: ['modal'],
  icon_button: ['message'],
  workflow_button: ['message'],
};
