import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsWildcard } from '../../../app/domain/text/wildcard.ts';

test.each([
  ['resnet*', 'ResNet gs://x', true],
  ['resnet*', 'resnet', true],
  ['resnet', 'resnet-2', false],
  ['*net*', 'resnet', true],
  ['*net', 'resnet 2', false],
  ['a*b*a', 'aba', true],
  ['a*ba*a', 'aba', false],
  ['aa*aa', 'aaa', false],
  ['*', '', true],
  ['**', 'anything', true],
  ['r.snet', 'resnet', false],
  ['[a-z]*', 'resnet', false],
  ['ÜBER*', 'über alles', true],
])('%s and %j', (pattern, text, fit) => {
  expect(fitsWildcard(pattern, text)).toBe(fit);
});

test('it says what the same regular expression says', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (pattern, raw) => {
      const text = raw.replaceAll('*', 'b');
      const same = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
      expect(fitsWildcard(pattern, text)).toBe(same);
    }),
  );
});
