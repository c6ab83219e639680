// Nothing is launched that a limit of the policy forbids.

import type { Mutant } from '../mutant.ts';

const limited = (name: string) => ({ file: 'test/usecase/launch/limited.test.ts', name });
const runAs = (name: string) => ({ file: 'test/usecase/launch/run-as.test.ts', name });
const budget = (name: string) => ({ file: 'test/usecase/launch/budget.test.ts', name });

export const limits: readonly Mutant[] = [
  {
    name: 'longest-time-filled-in',
    why: 'a launch without a time runs for a week, whatever the policy says',
    file: 'app/usecase/launch/request/store-launch.ts',
    find: 'const filled = boundedBy(deps.policy.rules, asked);',
    replace: 'const filled = boundedBy({ ...deps.policy.rules, limits: undefined }, asked);',
    test: limited('is what a launch gets that has none'),
  },
  {
    name: 'account-pinned',
    why: 'a job runs as an account that the policy does not list',
    file: 'app/usecase/launch/admit.ts',
    find: "if (unlisted !== undefined) return { kind: 'refused', why: unlisted };",
    replace: 'void unlisted;',
    test: runAs('stops what was accepted and is not sent'),
  },
  {
    name: 'account-of-the-channel',
    why: 'a channel’s list of accounts counts for nothing',
    file: 'app/domain/permission/run-as.ts',
    find: "...list({ kind: 'channel' }, rulesOfChannel(rules, requester.channel)?.runAs),",
    replace: '',
    test: runAs('a channel’s list and a template’s count on top'),
  },
  {
    name: 'account-in-another-spelling',
    why: 'a field that Vertex reads as the account is not compared',
    file: 'app/domain/budget/account-refusal.ts',
    find: "[jobSpec['serviceAccount'], jobSpec['service_account']]",
    replace: "[jobSpec['serviceAccount']]",
    test: { file: 'test/domain/permission/run-as.test.ts', name: 'the account of' },
  },
  {
    name: 'limit-of-a-job',
    why: 'a job runs longer or costs more an hour than the policy lets it',
    file: 'app/usecase/launch/admit.ts',
    find: 'const over = overLimits(limits, launch);',
    replace: 'const over = overLimits(limits, launch) && undefined;',
    test: limited('the price of an hour > refuses what costs more'),
  },
  {
    name: 'budget-holds',
    why: 'a month costs more than the policy lets it',
    file: 'app/usecase/launch/admit.ts',
    find: 'const full = await overItsBudgets(tx, purses, launch);',
    replace: 'const full = (await overItsBudgets(tx, purses, launch)) && undefined;',
    test: budget('a budget > holds what was promised'),
  },
  {
    name: 'promise-of-the-pending',
    why: 'launches that are not sent yet take what is left of a budget several times',
    file: 'app/store/repositories/launch/budgets.ts',
    find: '...unsent.map((row) => read(row, { boundMs: bound(row) })),',
    replace: '',
    test: budget('a budget > holds what was promised'),
  },
  {
    name: 'unknown-cost-is-said',
    why: 'a job of unknown cost counts as free',
    file: 'app/domain/budget/standing.ts',
    find: 'return { ...sum, unknown: sum.unknown + 1 };',
    replace: 'return sum;',
    test: budget('a launch whose price isn’t known > is let through'),
  },
  {
    name: 'budget-warned-once',
    why: 'a channel hears of a budget with each launch',
    file: 'app/usecase/launch/warn-budgets.ts',
    find: 'if (!(await tx.budgets.warn(month, purse))) continue;',
    replace: 'await tx.budgets.warn(month, purse);',
    test: budget('a budget with warnAt > is told of in the channel'),
  },
  {
    name: 'preview-foresees',
    why: 'a preview says nothing of what would be refused',
    file: 'app/usecase/launch/request/foresee-launch.ts',
    find: "if (admission.kind === 'refused') return { kind: 'refused', why: admission.why };",
    replace: "if (admission.kind === 'refused') return undefined;",
    test: budget('a budget > is foreseen by a dry-run'),
  },
  {
    name: 'purses-of-others',
    why: 'people are shown the budgets of label values that only others use',
    file: 'app/domain/budget/limits-view.ts',
    find: 'one.origin === undefined && one.requesterId === userId',
    replace: 'one.origin === undefined',
    test: {
      file: 'test/domain/budget/limits-view.test.ts',
      name: 'what others launched, or somebody only watches',
    },
  },
];
