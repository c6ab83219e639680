import { describe, expect, it } from 'vitest';
import { displayNameProblem, labelProblems, mostLabels } from '../../../app/domain/spec/labels.ts';

describe('labelProblems', () => {
  it('takes what Google documents, counted in code points', () => {
    expect(
      labelProblems({ team: 'vision', a_1: '', größe: '大-1', ['𠮷'.repeat(32)]: '𠮷'.repeat(32) }),
    ).toEqual([]);
    expect(labelProblems({ constructor: 'x' })).toEqual([]);
    expect(labelProblems({ '2024-cohort': 'a', ['k'.repeat(63)]: 'v'.repeat(63) })).toEqual([]);
  });

  it.each([
    ['Team', 'x', 'must have a key'],
    ['-a', 'x', 'must have a key'],
    ['_a', 'x', 'must have a key'],
    ['字'.repeat(43), 'x', 'must have a key of at most 128 bytes (in UTF-8), and has one of 129'],
    ['', 'x', 'must have a key'],
    ['a'.repeat(64), 'x', 'must have a key'],
    ['team', 'Vision', 'must be lowercase letters'],
    ['team', 'a b', 'must be lowercase letters'],
    ['team', 'v'.repeat(64), 'must be lowercase letters'],
    [
      'team',
      '字'.repeat(43),
      'must have a value of at most 128 bytes (in UTF-8), and has one of 129',
    ],
    ['launch-id', 'x', 'is the bot’s own label'],
    ['template', 'x', 'is the bot’s own label'],
  ])('refuses %s=%s', (key, value, message) => {
    expect(labelProblems({ [key]: value })).toMatchObject([
      { message: expect.stringContaining(message) as string },
    ]);
  });

  it("leaves room for the bot's own", () => {
    const labels = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`l${i}`, '']));
    expect(labelProblems(labels(mostLabels))).toEqual([]);
    expect(labelProblems(labels(mostLabels + 1))).toMatchObject([{ path: 'labels' }]);
  });
});

describe('displayNameProblem', () => {
  it('counts code points', () => {
    expect(displayNameProblem('🚀'.repeat(128))).toBeUndefined();
    expect(displayNameProblem('🚀'.repeat(129))).toContain('and is 129');
    expect(displayNameProblem('')).toBe('must not be empty');
    expect(displayNameProblem('\ud800')).toContain('Unicode');
  });
});
