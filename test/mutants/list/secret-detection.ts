// A text that is shown has its secrets hidden, whatever form they have.

import type { Mutant, NamedTest } from '../mutant.ts';

const shown = (name: string): NamedTest => ({
  file: 'test/usecase/logs/secret-shown.test.ts',
  name,
});
const redacting = (name: string): NamedTest => ({
  file: 'test/domain/secret/redact.test.ts',
  name,
});
const pieces = (name: string): NamedTest => ({
  file: 'test/domain/secret/secret-pieces.test.ts',
  name,
});

export const secretDetection: readonly Mutant[] = [
  {
    name: 'command-words',
    why: 'a key that a command is given word by word is shown',
    file: 'app/domain/template/secret/secret.ts',
    find: 'given.has(word) ? [[index, word] as const] : []',
    replace: '[]',
    test: pieces('a command that is given word by word'),
  },
  {
    name: 'quoted-back',
    why: 'what can’t be read is said again, with the token in it',
    file: 'app/domain/text/sentence.ts',
    find: 'shortened(withoutSecret(text))',
    replace: 'shortened(text)',
    test: { file: 'test/domain/text/sentence.test.ts', name: 'hides a secret in it' },
  },
  {
    name: 'at-the-very-last',
    why: 'whatever quotes a token, Slack shows it',
    file: 'blocks/kit/foreign.ts',
    find: 'return hidePieces(begin, shapedSecrets(begin));',
    replace: 'return begin;',
    test: shown('whatever quotes a secret of a known look'),
  },
  {
    name: 'key-span',
    why: 'a private key is shown',
    file: 'app/domain/secret/redact.ts',
    find: 'return hideShapes(redactKeys(text))',
    replace: 'return hideShapes(text)',
    test: redacting('a secret is hidden'),
  },
  {
    name: 'address-owner',
    why: 'the password in an address is shown',
    file: 'app/domain/secret/redact.ts',
    find: '.replace(addressOwner, `$1${redacted}@`)',
    replace: '',
    test: redacting('a secret is hidden'),
  },
  {
    name: 'bearer',
    why: 'a bearer token is shown',
    file: 'app/domain/secret/redact.ts',
    find: '.replace(bearer, `$1${redacted}`)',
    replace: '',
    test: redacting('a secret is hidden'),
  },
  {
    name: 'lower-cased-copy',
    why: 'a label shows a secret in lower case',
    file: 'app/domain/template/secret/hide-secrets.ts',
    find: '...lower.map((piece) => piece.toLowerCase())',
    replace: '...lower',
    test: pieces('hiding > in lower case as well'),
  },
  {
    name: 'short-secret-as-a-word',
    why: 'a short password that a parameter puts into a text is shown',
    file: 'app/domain/template/secret/hide-secrets.ts',
    find: 'length >= leastWord && length < leastSearched',
    replace: 'length < 0',
    test: pieces('hiding > of a parameter, a short one'),
  },
];
