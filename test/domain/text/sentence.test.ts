import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typedVerbs } from '../../../app/domain/command/verb-names.ts';
import { parseCommand } from '../../../app/domain/command/parse-command.ts';
import {
  allTogether,
  asSentence,
  code,
  foreign,
  listed,
  plainSentence,
  sentence,
  together,
} from '../../../app/domain/text/sentence.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { written } from './written.ts';

describe('a sentence', () => {
  test('has code where its own words say so, whatever stands in its values', () => {
    expect(sentence`Write \`${'/job'} help\`, not ${'`x`'}.`).toEqual([
      { kind: 'prose', text: 'Write ' },
      { kind: 'code', text: '/job help' },
      { kind: 'prose', text: ', not `x`.' },
    ]);
    expect(sentence`${foreign('`a` b')} and ${2}`).toEqual([
      { kind: 'foreign', text: '`a` b' },
      { kind: 'prose', text: ' and 2' },
    ]);
  });

  test('goes into another as it is', () => {
    const inner = sentence`\`a\` or ${foreign('b')}`;
    expect(written(sentence`Not ${inner}: ${listed([inner, inner], 'or')}.`)).toBe(
      'Not `a` or "b": `a` or "b" or `a` or "b".',
    );
    expect(written(together(sentence`One.`, [], sentence`Two.`))).toBe('One. Two.');
  });

  test('bounds what is foreign, and hides a secret in it', () => {
    expect(written(foreign('x'.repeat(3_000)))).toBe(`"${'x'.repeat(100)}…"`);
    const token = ['hf', 'aBcDeFgHiJkLmNoPqRsTuVwXyZ'].join('_');
    expect(written(foreign(token))).not.toContain('aBcD');
  });

  test('is read from a string of our own words, and written as plain text', () => {
    expect(written(asSentence('Write `a b`, say.'))).toBe('Write `a b`, say.');
    expect(plainSentence('Write `a b`, say.')).toBe('Write a b, say.');
    expect(plainSentence(sentence`Not ${foreign('`x`')}: \`y\`.`)).toBe('Not "`x`": y.');
  });
});

describe('what was typed', () => {
  /** What is set as code in the answer to a command that is not understood. */
  const shownCode = (text: string): readonly string[] => {
    const parsed = parseCommand(text, { command: '/job' });
    if (parsed.ok) return [];
    const answer = { kind: 'problem', problems: [parsed.problem] } as const;
    const [block] = renderAnswer(answer, { now: 0, command: '/job', token: 't' }).blocks;
    if (block?.type !== 'rich_text') throw new Error('not a text');
    return block.elements.flatMap((line) =>
      'elements' in line
        ? line.elements.flatMap((one) =>
            one.type === 'text' && one.style?.code === true ? [one.text] : [],
          )
        : [],
    );
  };

  test.each([
    ['lunch `launch hello', ['lunch', 'launch', '/job help']],
    ['z`zz` hello', ['z`zz`', '/job help']],
    ['list `a`b`', ['`a`b`']],
  ])('%s keeps code and prose in their places', (text, code) => {
    expect(shownCode(text).slice(0, code.length)).toEqual(code);
  });

  test('changes nothing about what else is code, whatever it is', () => {
    const strange = fc.string({
      unit: fc.constantFrom('`', 'x', '*', '_', '~', '<', '&', '.'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...typedVerbs), strange, (verb, odd) => {
        const text = `${verb} zz${odd} qq${odd}`;
        for (const code of shownCode(text)) {
          // A word of theirs is shown whole, or not at all.
          if (code.includes('zz')) expect(code).toContain(`zz${odd}`);
          else if (code.includes('qq')) expect(code).toContain(`qq${odd}`);
          else expect(code).not.toContain('`');
        }
      }),
    );
  });
});

test('any number of sentences is joined', () => {
  expect(allTogether(Array.from({ length: 200_000 }, () => code('x')))).toHaveLength(399_999);
  const some = ['a', 'b', 'c'].map(code);
  expect(plainSentence(allTogether(some))).toBe('a b c');
  expect(plainSentence(listed(some))).toBe('a, b and c');
  expect(plainSentence(listed(some.slice(0, 2), 'or'))).toBe('a or b');
});
