// What in the limits of a policy can’t be meant, or has no effect.

import type { Budget, BudgetOf, Limits } from '../../budget/limits.ts';
import { formatPath } from '../../text/problem.ts';

/** Warnings about limits, as whole sentences with paths. */
export function limitWarnings(limits: Limits | undefined): readonly string[] {
  const { budgets = [], perHour } = limits ?? {};
  return budgets.flatMap((budget, index) => {
    const path = pathOf(index);
    const same = budgets.findIndex(({ of }) => writtenOf(of) === writtenOf(budget.of));
    return [
      ...(same < index ? [saySame(path, pathOf(same), budget)] : []),
      ...(perHour !== undefined && budget.month < perHour
        ? [
            `\`${path}.month\` is less than \`limits.perHour\`, so a job that costs as much as that never fits for an hour.`,
          ]
        : []),
    ];
  });
}

const pathOf = (index: number): string => formatPath(['limits', 'budgets', index]);

function writtenOf(of: BudgetOf): string {
  return of.kind === 'label' ? `label.${of.key}` : of.kind;
}

function saySame(path: string, other: string, { of }: Budget): string {
  return `\`${path}\` and \`${other}\` are both of \`${writtenOf(of)}\`, so only the smaller one counts.`;
}
