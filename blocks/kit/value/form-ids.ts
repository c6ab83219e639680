import { templateSlug } from '../../../app/domain/template/template-name.ts';

/** Ids of the launch form, which identify its entries. */
export const formIds = {
  launch: 'launch-form',
  answer: 'answer',
  /** The channel's block: the same for every template, so that the choice stays. */
  channel: 'channel::',
  template: 'form-template',
  preview: 'form-preview',
  templateForm: 'template-form',
  denyForm: 'deny-form',
  reason: 'deny-reason',
  check: 'template-check',
  note: 'template-note',
  /** The action id of every field; the block says which one it is. */
  value: 'value',
} as const;

/** The template whose fields they are. */
export type FormKey = { readonly template: string; readonly version: string };
const fieldKinds = ['parameter', 'target', 'max-time', 'max-cost', 'channel'] as const;
type FieldKind = (typeof fieldKinds)[number];

/**
 * A field's block id. It contains the template: Slack keeps the entry of a block with the same id
 * when a window changes, and one template's values must not become another's
 * (slackapi/bolt-js#290).
 */
export function fieldBlock({ template, version }: FormKey, kind: FieldKind, name = ''): string {
  return `${kind}:${templateSlug(template)}@${version}:${name}`;
}

/** The field of a block; undefined for other blocks. */
export function readFieldBlock(
  blockId: string,
): { readonly kind: FieldKind; readonly name: string } | undefined {
  const [, typed, name = ''] = /^([a-z-]+):[^:]*:(.*)$/s.exec(blockId) ?? [];
  const kind = fieldKinds.find((one) => one === typed);
  return kind && { kind, name };
}

/**
 * The block id of one part of a template's text. It contains the version it is based on: after
 * somebody else's save, the window is updated, and Slack takes initial values only for new blocks.
 */
export function textBlock(base: number, part: number): string {
  return `template-text:${base}:${part}`;
}

/** The block id of the file that may replace the text. */
export function fileBlock(base: number): string {
  return `template-file:${base}`;
}

/** The part of a template's text that a block holds; undefined for other blocks. */
export function readTextBlock(blockId: string): number | undefined {
  const [, part] = /^template-text:\d+:(\d+)$/.exec(blockId) ?? [];
  return part === undefined ? undefined : Number(part);
}
