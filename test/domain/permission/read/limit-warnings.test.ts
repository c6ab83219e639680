import { expect, test } from 'vitest';
import { parsePolicy } from '../../../../app/domain/permission/read/parse-policy.ts';

function warningsIn(limits: unknown): readonly string[] {
  const parsed = parsePolicy({ limits });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.warnings;
}

test('limits that can be meant are not warned of', () => {
  const budgets = [
    { of: 'person', month: 100 },
    { of: 'label.team', month: 500 },
    { of: 'label.project', month: 500 },
    { of: 'all', month: 1000 },
  ];
  expect(warningsIn({ maxDuration: '24h', perHour: 100, budgets })).toEqual([]);
});

test.each([
  [
    {
      budgets: [
        { of: 'label.team', month: 5 },
        { of: 'all', month: 9 },
        { of: 'label.team', month: 7 },
      ],
    },
    '`limits.budgets[2]` and `limits.budgets[0]` are both of `label.team`, so only the smaller one counts.',
  ],
  [
    { perHour: 100, budgets: [{ of: 'person', month: 99.99 }] },
    '`limits.budgets[0].month` is less than `limits.perHour`, so a job that costs as much as that never fits for an hour.',
  ],
])('%j', (limits, warning) => {
  expect(warningsIn(limits)).toEqual([warning]);
});
