// A template's name: the key it has, or its file's path without extension (`vision/train`). Names
// are shown and typed as they are; a slug replaces the name where Google or Slack allow less.

import { utf8Bytes } from '../text/length.ts';
import { options } from '../text/option.ts';

/** In UTF-16 units: this fits into every value that carries a name (a button, a list's page). */
const longestName = 200;
/** As typed, a letter may consist of several code points, and punctuation may follow. */
const longestTyped = 4 * longestName;

/** No leading dot, which hides a file, and no character that quotes, escapes or expands. */
const part = /^(?!\.)[\p{L}\p{M}\p{N} _.+()~,;:=&%$![\]@#'-]+$/u;

/** Whether a template may have this name: it can be typed in quotes and means the same there. */
export function isTemplateName(name: string): boolean {
  return (
    name.length <= longestName &&
    name.split('/').every((one) => part.test(one) && !/^[\p{M} ]| $| {2}/u.test(one))
  );
}

/** The rule for a template's name, to follow "must be". */
export const templateNameRule = `letters, digits, single spaces and _ - . , ; : + = ( ) [ ] ~ & % $ ! @ # ', no dot first, with / between folders, at most ${longestName} characters`;

/** Limits of a label's value, in code points and bytes of UTF-8. */
const longestSlug = 63;
const mostBytes = 128;

/**
 * A name as a label value: in lower case, with - for characters that labels don't allow. `a-b`
 * stays, `vision/Train_2` becomes `vision-train-2`. Unique among templates in use.
 */
export function templateSlug(name: string): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{M}\p{N}-]/gu, '-')
    .replace(/^-+/, '');
  if (slug === '') return `t-${hash(name)}`;
  const fits = Array.from(slug).length <= longestSlug && utf8Bytes(slug) <= mostBytes;
  return fits ? slug : `${Array.from(slug).slice(0, 24).join('')}-${hash(slug)}`;
}

/** FNV-1a over code units, 32 bits. Only distinguishes long names. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}

/**
 * The name that was meant: the exact one, or the only one that matches without case or by slug;
 * otherwise the same without punctuation at the end (`hello:`).
 */
export function findTemplateName(names: readonly string[], typed: string): string | undefined {
  if (names.includes(typed)) return typed;
  // No name is this long however its letters are composed, and searching it for trailing
  // punctuation would take too long.
  if (typed.length > longestTyped) return undefined;
  const slug = templateSlug(typed);
  const same = names.filter((name) => templateSlug(name) === slug);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  const bare = typed.replace(/[.,:;!?]{1,9}$/, '');
  return bare === typed ? undefined : findTemplateName(names, bare);
}

/** Finds the template that was meant, like `findTemplateName`. */
export function findTemplate<T extends { readonly name: string }>(
  templates: readonly T[],
  typed: string,
): T | undefined {
  const name = findTemplateName(
    templates.map((one) => one.name),
    typed,
  );
  return templates.find((one) => one.name === name);
}

/** A name that needs no quotes. Others do, also one that could be read as `_italics_`. */
const plainName = /^[\p{L}\p{N}(][\p{L}\p{M}\p{N}_.+()~/-]*$/u;

/** A name as it is typed in a command, quoted if necessary. */
export function typedName(name: string): string {
  const words: readonly string[] = options;
  const isOption = words.includes(name.toLowerCase().replaceAll('_', '-'));
  return plainName.test(name) && !isOption ? name : `"${name}"`;
}

/**
 * The template name for a file's path: without extension, in composed Unicode as keyboards type it.
 */
export function nameOfFile(path: string): string {
  return path.replace(/\.[^./]*$/, '').normalize('NFC');
}

/** The broken file whose template would have this name. */
export function brokenFile<T extends { readonly file: string; readonly name?: string | undefined }>(
  broken: readonly T[],
  name: string,
): T | undefined {
  const slug = templateSlug(name);
  return broken.find((one) => templateSlug(one.name ?? nameOfFile(one.file)) === slug);
}
