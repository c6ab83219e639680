import { expect, test } from 'vitest';
import { askLine } from '../../../blocks/kit/ask.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';

const asked = (...ids: readonly string[]): string => plainText([askLine(ids)]);

test('names up to five people to ask, and counts the others', () => {
  expect(asked('U1')).toBe('Ask <@U1>.');
  expect(asked('U1', 'U2')).toBe('Ask <@U1> or <@U2>.');
  expect(asked('U1', 'U2', 'U3')).toBe('Ask <@U1>, <@U2> or <@U3>.');
  expect(asked('U1', 'U2', 'U3', 'U4', 'U5')).toMatch(/, <@U4> or <@U5>\.$/);
  expect(asked('U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7')).toMatch(/, <@U5> or 2 more\.$/);
});
