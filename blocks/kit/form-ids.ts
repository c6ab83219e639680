import { templateSlug } from '../../app/domain/template/template-name.ts';

/** Ids of the launch form: where what is entered comes back. */
export const formIds = {
  launch: 'launch-form',
  answer: 'answer',
  /** The block of the channel: the same for every template, so that what was chosen stays. */
  channel: 'channel::',
  template: 'form-template',
  preview: 'form-preview',
  templateForm: 'template-form',
  check: 'template-check',
  note: 'template-note',
  /** The action id of every field; its block says which it is. */
  value: 'value',
} as const;

/** Which template's fields they are. */
export type FormKey = { readonly template: string; readonly version: string };
export type FieldKind = 'parameter' | 'target' | 'max-time' | 'channel';

/**
 * The block of a field. It names the template: Slack keeps what was entered in a block of the same id when a window changes, and
 * one template's values must not become another's (slackapi/bolt-js#290).
 */
export function fieldBlock({ template, version }: FormKey, kind: FieldKind, name = ''): string {
  return `${kind}:${templateSlug(template)}@${version}:${name}`;
}

/** Which field a block is; undefined for other blocks. */
export function readFieldBlock(
  blockId: string,
): { readonly kind: FieldKind; readonly name: string } | undefined {
  const [, kind, name = ''] =
    /^(parameter|target|max-time|channel):[^:]*:(.*)$/s.exec(blockId) ?? [];
  return kind === 'parameter' || kind === 'target' || kind === 'max-time' || kind === 'channel'
    ? { kind, name }
    : undefined;
}

/**
 * The block of one part of a template's text. It names the version it was made from: after somebody else's save the window is shown anew, and
 * Slack takes a field's first content from the new window only where its block is a new one.
 */
export function textBlock(base: number, part: number): string {
  return `template-text:${base}:${part}`;
}

/** The block of the file that may take the place of the text. */
export function fileBlock(base: number): string {
  return `template-file:${base}`;
}

/** Which part of a template's text a block is; undefined for other blocks. */
export function readTextBlock(blockId: string): number | undefined {
  const [, part] = /^template-text:\d+:(\d+)$/.exec(blockId) ?? [];
  return part === undefined ? undefined : Number(part);
}
