import { expect, test } from 'vitest';
import { pursesOfPerson } from '../../../app/domain/budget/limits-view.ts';
import type { Budget } from '../../../app/domain/budget/limits.ts';
import type { Spender } from '../../../app/domain/budget/standing.ts';

const month = 1n;
const budgets: readonly Budget[] = [
  { of: { kind: 'person' }, month },
  { of: { kind: 'template' }, month },
  { of: { kind: 'label', key: 'team' }, month },
  { of: { kind: 'all' }, month },
];
const spender = (more: Partial<Spender> = {}): Spender => {
  const own = { id: 'l1', requesterId: 'U0ANA', template: 'resnet', labels: { team: 'vision' } };
  return { ...own, ...more };
};
const purses = (...spenders: readonly Spender[]) =>
  pursesOfPerson(budgets, 'U0ANA', spenders).map(({ purse }) => purse);

test('what somebody launched tells which budgets concern them', () => {
  const other = spender({ template: 'bert', labels: {} });
  expect(purses(spender(), spender(), other)).toEqual([
    { kind: 'person', userId: 'U0ANA' },
    { kind: 'template', template: 'bert' },
    { kind: 'template', template: 'resnet' },
    { kind: 'label', key: 'team', value: 'vision' },
    { kind: 'all' },
  ]);
});

test('what others launched, or somebody only watches, tells nothing of its template and labels', () => {
  expect(purses(spender({ requesterId: 'U0BO' }), spender({ origin: 'watched' }))).toEqual([
    { kind: 'person', userId: 'U0ANA' },
    { kind: 'all' },
  ]);
});
