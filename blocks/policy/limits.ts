// The limits in force, and how the budgets stand. Short lines, for phones.

import type { BudgetOf } from '../../app/domain/budget/limits.ts';
import type { Purse } from '../../app/domain/budget/limit-refusal.ts';
import type { LimitsView } from '../../app/domain/budget/limits-view.ts';
import { leftOf } from '../../app/domain/budget/fit-budgets.ts';
import type { Standing } from '../../app/domain/budget/standing.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { bold, quoteCode, say, type Line } from '../kit/rich.ts';
import { dollars, monthName } from './limit-refusal.ts';

const withoutPrice = {
  allow: 'may be launched',
  approve: 'takes an approval',
  refuse: 'is refused',
} as const;

/** More budgets would push the rest off the screen. */
const most = 8;

/** What a job may be and cost, and the month of each budget that concerns the person. */
export function limitLines({
  maxDurationMs,
  perHour,
  unknown,
  month,
  budgets,
}: LimitsView): readonly Line[] {
  const needsPrice = perHour !== undefined || budgets.length > 0;
  const more = budgets.length - most;
  return [
    [bold('Limits of a job')],
    ...(maxDurationMs === undefined
      ? []
      : [[say(`Runs for ${writeDuration(maxDurationMs)} at most`)]]),
    ...(perHour === undefined ? [] : [[say(`Costs ${formatUsd(perHour)} an hour at most`)]]),
    ...(needsPrice ? [[say(`Without a known price, it ${withoutPrice[unknown]}`)]] : []),
    ...(budgets.length === 0
      ? []
      : [[bold(`Budgets of ${monthName(month)}`), say(' (UTC, by list price)')]]),
    ...budgets.slice(0, most).flatMap(budgetLines),
    ...(more > 0 ? [[say(`… and ${more} more`)]] : []),
  ];
}

function budgetLines({ budget, standings, more }: LimitsView['budgets'][number]): readonly Line[] {
  if (standings.length === 0) {
    const rest = ` · ${formatUsd(budget.month)} · no job of yours this month counts here`;
    return [[...eachParts(budget.of), say(rest)]];
  }
  return [
    ...standings.map((one): Line => [...purseParts(one.purse), say(` · ${saySums(one)}`)]),
    ...(more > 0 ? [[say(`… and ${more} more`)]] : []),
  ];
}

function eachParts(of: BudgetOf): Line {
  return of.kind === 'label'
    ? [bold('Each value of the label'), say(' '), quoteCode(of.key)]
    : [bold(`Each ${of.kind}`)];
}

function purseParts(purse: Purse): Line {
  switch (purse.kind) {
    case 'person':
      return [bold('You')];
    case 'template':
      return [bold('Template'), say(' '), quoteCode(purse.template)];
    case 'label':
      return [bold('Label'), say(' '), quoteCode(`${purse.key}=${purse.value}`)];
    case 'all':
      return [bold('All jobs')];
  }
}

/** `$412.80 of $500.00 spent · $60.00 promised · $27.20 left · $4.20 an hour now`. */
export function saySums(standing: Standing): string {
  const { budget, spent, promised, burning, unknown } = standing;
  return [
    `${dollars(spent)} of ${formatUsd(budget.month)} spent`,
    ...(promised > 0n ? [`${formatUsd(promised)} promised`] : []),
    `${dollars(leftOf(standing))} left`,
    ...(burning > 0n ? [`${formatUsd(burning)} an hour now`] : []),
    ...(unknown > 0 ? [`${unknown} job${unknown === 1 ? '' : 's'} of unknown cost besides`] : []),
  ].join(' · ');
}
