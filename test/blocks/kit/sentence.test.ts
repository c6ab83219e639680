import { expect, test } from 'vitest';
import { sentence as written } from '../../../app/domain/text/sentence.ts';
import { plainText, sentence } from '../../../blocks/kit/rich.ts';

test.each([
  ['within a part', 7, 'Write …'],
  ['between two parts', 6, 'Write…'],
  ['within code', 9, 'Write he…'],
  ['after all of it', 11, 'Write help.'],
])('a cut %s is marked', (_, most, shown) => {
  expect(plainText([sentence(written`Write \`help\`.`, most)])).toBe(shown);
});
