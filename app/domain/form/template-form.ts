// The window in which a template is written: its YAML in one or several fields, and a note about the change.

import { longestField } from './launch-form.ts';
import type { DiffLine } from '../template/text-diff.ts';

export type TemplateForm = {
  /** Where the window was asked for: what is said about it is said there. */
  readonly channel: string;
  readonly name: string;
  /** Number of the version that the text was made from; 0: there was none. */
  readonly base: number;
  readonly text: string;
  readonly note?: string | undefined;
  /** Something to know before one writes: what was left out of a job's spec. */
  readonly notice?: string | undefined;
  /** Somebody else saved meanwhile: what they changed. The text is still one's own. */
  readonly conflict?: TemplateConflict | undefined;
};

export type TemplateConflict = {
  readonly author: string;
  readonly at: number;
  readonly note?: string | undefined;
  readonly deleted: boolean;
  readonly lines: readonly DiffLine[];
};

/** What the window carries along and gets back when it is submitted. */
export type TemplateContext = {
  readonly channel: string;
  readonly name: string;
  readonly base: number;
};

export type TemplateEntries = { readonly text: string; readonly note?: string | undefined };

/** More fields than this are no pleasure to edit in. */
const mostFields = 10;
/** What a field begins with at most: it should have room for what is added. */
const fullField = 2_000;

/**
 * A text cut into what fields hold, at line ends and with room to write in each; the last one is empty and for what is added at the end. Joined
 * by line ends they are the text again. Undefined: it has a line too long for a field, or is too long altogether.
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

/** The text that was written into fields; what was left empty at the end is not part of it. */
export function joinFields(fields: readonly string[]): string {
  const end = fields.findLastIndex((field) => field.trim() !== '');
  return fields.slice(0, end + 1).join('\n');
}
