// A command copied from where commands are shown as code or in bold brings its marks along: they are taken off around words, where they
// can be nothing else. What stands inside a word (`resnet*`) stays.

const fences = /^\s*(```|`)\s*([^`]+?)\s*\1\s*$/;
const marked =
  /(?<=^|\s)(`{1,3}|\*{1,2}|_|~)(?=[^\s`*_~])([^\n`]{0,300}?[^\s`*_~])\1(?=$|[\s,;.!?])/gu;

/** A command as it would have been typed: without code marks, bold, italics, and the mark of a quotation before it. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/^\s*>\s+/, '')
    .replace(fences, '$2')
    .replace(marked, '$2');
}
