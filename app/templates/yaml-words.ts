// What is wrong with a text that is no YAML, in words for whoever wrote it. The parser's own speak of scalars and flow collections,
// and some quote the text, which may be a secret.

import type { YAMLError } from 'yaml';

const words: Readonly<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'an alias (*name) can’t have a tag or an anchor of its own',
  BAD_ALIAS: 'an alias (*name) needs a name that doesn’t end with a colon; quote it if it is text',
  BAD_COLLECTION_TYPE: 'a tag doesn’t fit what follows it',
  BAD_DIRECTIVE: 'a line that begins with % is none that YAML knows',
  BAD_DQ_ESCAPE:
    'a backslash in "double quotes" escapes nothing: write it twice, or use \'single quotes\'',
  BAD_INDENT:
    'check the indentation: what belongs together begins in the same column, and what is inside stands further right',
  BAD_PROP_ORDER: 'an anchor (&name) stands in the wrong place',
  BAD_SCALAR_START: 'a value can’t begin with this character: quote it',
  BLOCK_AS_IMPLICIT_KEY:
    'a second “key: value” begins here: put it on a line of its own, or quote it if it is text',
  BLOCK_IN_FLOW: 'between brackets, write lists as [a, b] and mappings as {a: 1, b: 2}',
  DUPLICATE_KEY: 'a key stands twice in one mapping',
  IMPOSSIBLE: 'it can’t be read',
  KEY_OVER_1024_CHARS: 'a key is longer than 1,024 characters',
  MISSING_CHAR: 'something is missing: a colon after a key, a comma, or a closing quote or bracket',
  MULTILINE_IMPLICIT_KEY:
    'a “key: value” or an item is expected here: is there a colon, and a space after it?',
  MULTIPLE_ANCHORS: 'only one anchor (&name) can stand here',
  MULTIPLE_DOCS: 'a second document (---) begins',
  MULTIPLE_TAGS: 'only one tag can stand here',
  NON_STRING_KEY: 'a key must be text: quote it',
  RESOURCE_EXHAUSTION: 'it is nested too deep',
  TAB_AS_INDENT: 'indent with spaces, not with tabs',
  TAG_RESOLVE_FAILED: 'tags (!name) are not allowed',
  UNEXPECTED_TOKEN: 'something unexpected stands here',
};

/** Which bracket or quote is missing; these messages quote nothing else. */
const missing = /^(?:Flow (?:map|sequence) .* end with a ([}\]])|Missing closing (["'])quote)$/;

/** Says what is wrong in a clause that quotes nothing of the text. */
export function sayYamlError({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  const [, bracket, quote] = missing.exec(message) ?? [];
  const closing = bracket ?? quote;
  return closing === undefined ? words[code] : `a closing ${closing} is missing`;
}
