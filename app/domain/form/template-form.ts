// The window for editing a template: its YAML in one or more fields, and a note about the change.

import { longestField } from './launch-form.ts';
import type { DiffLine } from '../template/text/text-diff.ts';

export type TemplateForm = {
  /** Where the window was opened. Answers go there. */
  readonly channel: string;
  readonly name: string;
  /** The version that the edit is based on; 0 if there was none. */
  readonly base: number;
  readonly text: string;
  readonly note?: string | undefined;
  /** Things to know before editing. */
  readonly notices?: readonly TemplateNotice[] | undefined;
  /**
   * Somebody else saved meanwhile, with these changes. The fields still hold the editor's own text.
   */
  readonly conflict?: TemplateConflict | undefined;
};

export type TemplateNotice =
  /** What looks like a secret isn't shown. */
  | { readonly kind: 'secrets-redacted' }
  /** Paths in the job's spec that look like secrets. */
  | { readonly kind: 'secrets-left-out'; readonly paths: readonly string[] }
  /** Fields of the job's spec that are newer than the bot. */
  | { readonly kind: 'fields-left-out'; readonly paths: readonly string[] };

export type TemplateConflict = {
  readonly author: string;
  readonly at: number;
  readonly note?: string | undefined;
  readonly deleted: boolean;
  readonly lines: readonly DiffLine[];
};

/** What the window carries and returns when it is submitted. */
export type TemplateContext = {
  readonly channel: string;
  readonly name: string;
  readonly base: number;
};

export type TemplateEntries = { readonly text: string; readonly note?: string | undefined };

/** A longer template is impractical to edit in a window. */
const mostFields = 10;
/** Initial length of a field at most, so that there is room to add text. */
const fullField = 2_000;

/**
 * Splits a text at line ends into fields with room to write in each; the last one is empty, for
 * additions. Joined with newlines, they give the text again. Undefined if the text is too long, or
 * a line is too long for a field.
 */
export function cutForFields(text: string): readonly string[] | undefined {
  const fields: string[] = [];
  const [first = '', ...lines] = text.split('\n');
  let field = first;
  for (const line of lines) {
    const longer = `${field}\n${line}`;
    if (longer.length > fullField) fields.push(field);
    field = longer.length > fullField ? line : longer;
  }
  fields.push(field, '');
  if (fields.some((one) => one.length > longestField)) return undefined;
  return fields.length > mostFields ? undefined : fields;
}

/** Joins the fields of an edited template. Empty fields at the end aren't part of the text. */
export function joinFields(fields: readonly string[]): string {
  const end = fields.findLastIndex((field) => field.trim() !== '');
  return fields.slice(0, end + 1).join('\n');
}
