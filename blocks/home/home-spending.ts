import { formatUsd } from '../../app/domain/cost/money.ts';
import type { Standing } from '../../app/domain/budget/standing.ts';
import type { SharedSpending, Spending } from '../../app/domain/home/spending.ts';
import { bold, moment, say, type Line } from '../kit/rich.ts';
import { saySums } from '../policy/limits.ts';

/** The week's cost: an estimate, and what it doesn't include; and the month's budget, if there is one. */
export function spendingLines(
  { since, until, mine, others }: SharedSpending,
  budget: Standing | undefined,
): readonly Line[] {
  const unknown = mine.unknown + others.unknown;
  return [
    [bold('You: '), ...spentParts(mine)],
    [bold('Everyone else: '), ...spentParts(others)],
    ...(unknown === 0
      ? []
      : [
          [
            say(
              `Not included: ${count(unknown)} without a known price (${mine.unknown} of yours).`,
            ),
          ],
        ]),
    [
      say('A list-price estimate from '),
      moment(since),
      say(' to '),
      moment(until),
      say(', running jobs included: not your bill.'),
    ],
    ...(budget === undefined
      ? []
      : [[bold('Your budget this month (UTC): '), say(`${saySums(budget)}.`)]]),
  ];
}

function spentParts({ amount, jobs, atMost }: Spending): Line {
  if (jobs === 0) return [say('no job with a known cost ran.')];
  const sum = formatUsd(amount);
  const about = sum.startsWith('$') ? `${atMost ? 'up to' : 'about'} ${sum}` : sum;
  return [say(`${about} for ${count(jobs)}.`)];
}

const count = (jobs: number): string => `${jobs} job${jobs === 1 ? '' : 's'}`;
