import { expect, test } from 'vitest';
import { parseYaml } from '../../app/templates/yaml.ts';

/** What people get wrong, with what they are told. */
const wrong = [
  ['a: { b: [1]\nc: 2\n', 'line 2: a closing } is missing'],
  ['a: [1, 2\nb: 3\n', 'line 2: a closing ] is missing'],
  ['a: "x\n', 'line 2: a closing " is missing'],
  ["a: 'x\n", "line 2: a closing ' is missing"],
  [
    'a: b: c\n',
    'line 1: a second “key: value” begins here: put it on a line of its own, or quote it if it is text',
  ],
  ['a: "\\q"\n', /^line 1: a backslash in "double quotes" escapes nothing/],
  ['a: {b: - 1}\n', /^line 1: between brackets, write lists as \[a, b\]/],
  ['a\nb: 1\n', /^line 1: a “key: value” or an item is expected here/],
  ['? [a]\n: b\n', 'line 1: a key must be text: quote it'],
  ['a: @x\n', 'line 1: a value can’t begin with this character: quote it'],
  ['- a\nb: 1\n', 'line 2: something unexpected stands here'],
  ['a: &x &y 1\n', 'line 1: only one anchor (&name) can stand here'],
  ['a:\n  b: 1\n c: 2\n', /^line 3: check the indentation/],
  ['a:\n\tb: 1\n', 'line 2: indent with spaces, not with tabs'],
  ['%YAML 9\n---\n', 'line 1: a line that begins with % is none that YAML knows'],
  ['a: !!js/function x\n', 'line 1: tags (!name) are not allowed'],
  ['a: 1\n---\nb: 2\n', 'line 2: a second document (---) begins'],
] as const;

test.for(wrong)('says of %j what to mend', ([text, said]) => {
  const parsed = parseYaml(text);
  const told = parsed.ok ? undefined : parsed.message;
  const [, clause] = /^It is not valid YAML: (.+)\.$/.exec(told ?? '') ?? [];
  expect(clause).toMatch(said);
  expect(clause).not.toMatch(/scalar|flow|collection|implicit|compact|node|token/i);
});
