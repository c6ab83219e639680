import { expect, test } from 'vitest';
import { sentence } from '../../../app/domain/text/sentence.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { shortSentence } from '../../../blocks/kit/rich.ts';

test.each([
  ['within a part', 7, 'Write …'],
  ['between two parts', 6, 'Write…'],
  ['within code', 9, 'Write he…'],
  ['after all of it', 11, 'Write help.'],
])('a cut %s is marked', (_, most, shown) => {
  expect(plainText([shortSentence(sentence`Write \`help\`.`, most)])).toBe(shown);
});
