// What the table of what burns has besides a list's columns.

import type { ListRow, TopRow } from '../../app/domain/answer/job-answer.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { Guard } from '../../app/domain/guard/guard.ts';
import { burnOf } from '../../app/domain/launch/burn.ts';
import { isLive } from '../../app/domain/launch/launch.ts';
import { limitWords } from '../guard/limit-words.ts';
import { averageUse } from '../job/use.ts';
import { say } from '../kit/rich.ts';
import { notKnown, type Column } from './list-columns.ts';

export const burnColumn: Column = {
  title: 'Burns',
  setting: { align: 'right' },
  cell: ({ card }) => [say(burnCell(card))],
};

function burnCell(card: ListRow['card']): string {
  const burn = burnOf(card);
  if (burn.kind === 'burns') return `${formatUsd(burn.hourly)}/h`;
  return burn.kind === 'waits' ? 'nothing' : notKnown;
}

export const useColumn: Column<TopRow> = {
  title: 'GPU use',
  setting: { align: 'right' },
  cell: ({ card, use }, { as }) => [
    say(as === 'table' ? useCell(card, use) : `GPU use ${useCell(card, use)}`),
  ],
};

function useCell({ outlined }: TopRow['card'], use: TopRow['use']): string {
  if (use === undefined) return outlined === true ? notKnown : 'none';
  if (use.kind === 'not-known') return notKnown;
  return averageUse(use);
}

export const guardColumn: Column = {
  title: 'Guard',
  setting: { is_wrapped: true },
  cell: ({ card }, { as }) => [say(as === 'table' ? guardCell(card) : `guard ${guardCell(card)}`)],
};

function guardCell(card: ListRow['card']): string {
  if (card.outlined === true) return notKnown;
  const rules = rulesOf(card);
  return rules.length === 0 ? 'none' : rules.map(limitWords).join(' or ');
}

/** The limits that the bot keeps; what Vertex AI keeps by itself is none of them. */
export function rulesOf({ guarded, launch, job, outlined }: ListRow['card']): Guard {
  if (outlined === true || !isLive({ launch, job })) return [];
  return (guarded?.rules ?? launch.guard ?? []).filter(({ hard }) => hard !== true);
}
