// What templates are called: by a key of their own, or by the path of their file without its ending (`vision/train`). A name is shown
// and typed as it is; where Google or Slack take less, its slug stands for it.

import { utf8Bytes } from '../text/length.ts';
import { options, optionsToCome } from '../text/option.ts';

/** UTF-16 units: what carries a name along (a button, a page of a list) has room for this. */
const longestName = 200;
/** Its letters may be typed in several pieces each, and marks follow. */
const longestTyped = 4 * longestName;

/** No dot first, which hides a file, and nothing that quotes, escapes or stands for other names. */
const part = /^(?!\.)[\p{L}\p{M}\p{N} _.+()~,;:=&%$![\]@#'-]+$/u;

/** Whether a template may be called so: it can be typed in quotes, and says the same there. */
export function isTemplateName(name: string): boolean {
  return (
    name.length <= longestName &&
    name.split('/').every((one) => part.test(one) && !/^[\p{M} ]| $| {2}/u.test(one))
  );
}

/** What a template's name must be, to go on after "must be". */
export const templateNameRule = `letters, digits, single spaces and _ - . , ; : + = ( ) [ ] ~ & % $ ! @ # ', no dot first, with / between folders, at most ${longestName} characters`;

/** Code points, and bytes of UTF-8, of a label's value. */
const longestSlug = 63;
const mostBytes = 128;

/**
 * A name as the value of a label: lower case, and - for whatever a label can't have. `a-b` is its own, `vision/Train_2` is `vision-train-2`.
 * No two templates in use have the same.
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

/** FNV-1a over code units, 32 bits: tells long names apart, and no more. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}

/**
 * The name that somebody means by what they typed: exactly it, or the only one that differs in case or has this slug; else the same without
 * the marks of a sentence behind it (`hello:`).
 */
export function findTemplateName(names: readonly string[], typed: string): string | undefined {
  if (names.includes(typed)) return typed;
  // No name is so long, however its letters are composed, and to look for the end of its marks would take for ever.
  if (typed.length > longestTyped) return undefined;
  const slug = templateSlug(typed);
  const same = names.filter((name) => templateSlug(name) === slug);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  const bare = typed.replace(/[.,:;!?]{1,9}$/, '');
  return bare === typed ? undefined : findTemplateName(names, bare);
}

/** The same among what has such names. */
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

/** What is a name however it is typed; anything else needs quotes, as does what may look like `_italics_`. */
const plainName = /^[\p{L}\p{N}(][\p{L}\p{M}\p{N}_.+()~/-]*$/u;

/** A name as it is typed in a command: in quotes when it would be something else without. */
export function typedName(name: string): string {
  const words: readonly string[] = [...options, ...optionsToCome];
  const isOption = words.includes(name.toLowerCase().replaceAll('_', '-'));
  return plainName.test(name) && !isOption ? name : `"${name}"`;
}

/** The path of a file as the name of its template: without its ending, composed as keyboards type it. */
export function nameOfFile(path: string): string {
  return path.replace(/\.[^./]*$/, '').normalize('NFC');
}

/** Among files that can't be used, the one whose template this would be. */
export function brokenFile<T extends { readonly file: string; readonly name?: string | undefined }>(
  broken: readonly T[],
  name: string,
): T | undefined {
  const slug = templateSlug(name);
  return broken.find((one) => templateSlug(one.name ?? nameOfFile(one.file)) === slug);
}
