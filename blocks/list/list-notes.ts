// What a list doesn't know: it is never silently shorter than the truth.

import { quoteReason } from '../kit/reason.ts';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { ListRow, ParkedChannels } from '../../app/domain/answer/job-answer.ts';
import { isStale, type TargetHealth } from '../../app/domain/job/target-health.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { formatTarget, type Target } from '../../app/domain/job/job.ts';
import { costOf, notKnown } from './list-columns.ts';
import { channel, quote, say, type Line } from '../kit/rich.ts';

type List = AnswerOf<'list'>;

/** Targets by location alone, if all are in one project. */
export function placeNames(targets: readonly Target[]): (target: Target) => string {
  const several = new Set(targets.map(({ project }) => project)).size > 1;
  return (target) => (several ? formatTarget(target) : target.location);
}

/** All notes below the jobs. */
export function notesOf(
  { rows, targets, parked, hidden, uncounted }: List,
  now: number,
): readonly Line[] {
  return [
    ...hiddenNotes(hidden, uncounted),
    ...costNotes(rows, now),
    ...targetTrouble(targets, now),
    ...parkedNotes(parked),
  ];
}

/** `2 more that are not yours to see.`: in private channels, or where a policy file says so. */
export function hiddenNotes(hidden: List['hidden'] = 0, uncounted = false): readonly Line[] {
  if (hidden === 'untold') return [[say('Private channels that you are not in are left out.')]];
  return hidden === 0
    ? []
    : uncounted
      ? [[say(`${hidden.toLocaleString('en-US')}+ more that are not yours to see.`)]]
      : [[say(`${hidden} more that ${hidden === 1 ? 'is' : 'are'} not yours to see.`)]];
}

/** An amount is always shown with what it is. */
export function costNotes(rows: readonly ListRow[], now: number): readonly Line[] {
  const costs = rows.map(({ card }) => costOf(card, now));
  const isOpen = costs.includes(notKnown);
  const isMoney = costs.some((cost) => cost.includes('$'));
  if (isMoney) {
    const rest = isOpen ? ` ${notKnown}: not known.` : '';
    return [[say(`Cost: by list price, an estimate, so far or in all.${rest}`)]];
  }
  return isOpen ? [[say(`Cost ${notKnown}: not known.`)]] : [];
}

/** Targets whose jobs may be shown out of date. */
export function targetTrouble(targets: readonly TargetHealth[], now: number): readonly Line[] {
  const names = placeNames(targets.map(({ target }) => target));
  return targets
    .filter((one) => isStale(one, now))
    .map(({ target, lastGoodPollAt, problem }): Line => {
      const since =
        lastGoodPollAt === undefined ? 'yet' : `for ${formatDuration(now - lastGoodPollAt)}`;
      return [
        say('⚠️ '),
        quote(names(target)),
        say(` not reached ${since}`),
        ...(problem === undefined ? [] : [say(' ('), quoteReason(problem), say(')')]),
        say(': what is shown of it may be old.'),
      ];
    });
}

function parkedNotes({ named, others }: ParkedChannels): readonly Line[] {
  const lines = named.map((one): Line => [
    say('⚠️ I can’t post in '),
    channel(one.channel),
    say(' ('),
    quote(one.why),
    say('): its threads wait.'),
  ]);
  if (others === 0) return lines;
  const more = named.length === 0 ? '' : ' more';
  const what = others === 1 ? `one${more} channel` : `${others}${more} channels`;
  return [...lines, [say(`⚠️ I can’t post in ${what} of these jobs: threads there wait.`)]];
}
