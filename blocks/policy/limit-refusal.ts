// What the limits of the policy refuse, in words for the person who asked.

import type { LimitRefusal, Purse } from '../../app/domain/budget/limit-refusal.ts';
import { formatUsd, type Usd } from '../../app/domain/cost/money.ts';
import { unnamedAccount } from '../../app/domain/budget/account-refusal.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { code, foreign, listed, sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import type { OfKind, WordsByKind } from '../kit/words-by-kind.ts';

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** `November`, in UTC. */
export const monthName = (at: number): string => months[new Date(at).getUTCMonth()] ?? '';

/** `team=vision`, `the template resnet-train`: whose budget it is, to follow "of". */
export function sayPurse(purse: Purse): Sentence {
  switch (purse.kind) {
    case 'person':
      return sentence`one person`;
    case 'template':
      return sentence`the template ${foreign(purse.template)}`;
    case 'label':
      return sentence`the label ${foreign(`${purse.key}=${purse.value}`)}`;
    case 'all':
      return sentence`all jobs`;
  }
}

/** `$30.00`, `nothing`. */
export const dollars = (amount: Usd): string => (amount <= 0n ? 'nothing' : formatUsd(amount));

/** ` 2 jobs of unknown cost are not counted.`; empty if there are none. */
export function sayUncounted(unknown: number): Sentence {
  if (unknown === 0) return [];
  return unknown === 1
    ? sentence` 1 job of unknown cost comes on top.`
    : sentence` ${unknown} jobs of unknown cost come on top.`;
}

function overBudget(refusal: OfKind<LimitRefusal, 'over-budget'>): Sentence {
  const { purse, month, budget, spent, promised, unknown, wants, fitsMs } = refusal;
  const whose =
    purse.kind === 'person'
      ? sentence`the budget of who launches it`
      : sentence`the budget of ${sayPurse(purse)}`;
  const wanted =
    wants === undefined
      ? sentence`What this launch may cost isn’t known`
      : sentence`This launch may cost ${formatUsd(wants)}`;
  const left = dollars(budget - spent - promised);
  const way =
    fitsMs === undefined ? [] : sentence` It fits with \`max-time=${writeDuration(fitsMs)}\`.`;
  return sentence`${wanted}, and ${left} is left of ${whose} for ${monthName(month)}: of ${formatUsd(budget)}, ${dollars(spent)} is spent and ${dollars(promised)} is promised to jobs that run or wait.${sayUncounted(unknown)}${way}`;
}

function notListed({
  account,
  by,
  listed: accounts,
}: OfKind<LimitRefusal, 'account-not-listed'>): Sentence {
  const named =
    account === undefined
      ? sentence`This job names no service account`
      : sentence`This job would run as ${foreign(account)}`;
  const where = {
    all: sentence`the policy`,
    channel: sentence`the policy for its channel`,
    template: by.kind === 'template' ? sentence`the policy for ${foreign(by.template)}` : [],
  }[by.kind];
  const way =
    account === undefined
      ? sentence`Name one as \`serviceAccount\` in the template, or have \`${unnamedAccount}\` added to the policy file’s \`runAs\`.`
      : sentence`Name another \`serviceAccount\` in the template, or have this one added to the policy file’s \`runAs\`.`;
  return sentence`${named}, and ${where} lets ${sayAccounts(accounts)}. ${way}`;
}

/** More would hide what to do. */
const mostAccounts = 6;

/** `jobs run only as trainer@… or without one`: what a list of accounts lets. */
export function sayAccounts(accounts: readonly string[]): Sentence {
  const named = accounts.filter((one) => one !== unnamedAccount).map(code);
  const more = named.length - mostAccounts;
  const all = [
    ...named.slice(0, mostAccounts),
    ...(more > 0 ? [sentence`${more} more`] : []),
    ...(named.length < accounts.length ? [sentence`Vertex AI’s own account`] : []),
  ];
  return all.length === 0 ? sentence`no job run` : sentence`jobs run only as ${listed(all, 'or')}`;
}

const without = {
  refuse: 'and the policy lets none be launched without one',
  approve: 'and the policy lets none be launched without an approval',
} as const;

export const limitRefusals: WordsByKind<LimitRefusal> = {
  'runs-too-long': ({ wantedMs, mostMs }) =>
    sentence`This job could run for ${code(writeDuration(wantedMs))}, and the policy lets jobs run for ${code(writeDuration(mostMs))} at most: add \`max-time=${writeDuration(mostMs)}\` or less.`,
  'costs-too-much': ({ hourly, most }) =>
    sentence`This job costs ${formatUsd(hourly)} an hour, and the policy lets a job cost ${formatUsd(most)} an hour at most: use fewer or smaller machines.`,
  'over-budget': overBudget,
  'account-not-listed': notListed,
  'price-unknown': (one) =>
    one.rule === 'approve'
      ? sentence`${withoutPrice(one)}: launch it again to ask for one.`
      : sentence`${withoutPrice(one)}.`,
};

const withoutPrice = ({ why, rule }: OfKind<LimitRefusal, 'price-unknown'>): Sentence =>
  sentence`The price of this job isn’t known (${foreign(why)}), ${without[rule]}`;

/** The same for one of them. */
export function sayLimit<Kind extends LimitRefusal['kind']>(
  one: OfKind<LimitRefusal, Kind>,
): Sentence {
  return limitRefusals[one.kind](one);
}

/** The same for a launch that somebody only looks at, so that there is nothing to repeat. */
export function sayForeseenLimit(one: LimitRefusal): Sentence {
  return one.kind === 'price-unknown' ? sentence`${withoutPrice(one)}.` : sayLimit(one);
}
