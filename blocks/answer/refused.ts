import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { membersRole } from '../../app/domain/permission/policy-rules.ts';
import { askLine } from '../kit/ask.ts';
import type { RenderContext } from '../kit/context.ts';
import { lockedLine } from '../kit/lock.ts';
import { quoteCode, say, sentenceLine, type Line } from '../kit/rich.ts';
import { sayProblem } from './problem/problem.ts';

type Refused = AnswerOf<'refused'>;

/** Why somebody may not do something, and whom to ask. */
export function refusedLines(
  { act, why, ask }: Refused,
  { command }: RenderContext,
): readonly Line[] {
  const waits = act === 'approve' ? stillWaits(why) : [];
  if (why.kind === 'locked') return [lockedLine(why.lock), ...waits];
  const who: Line =
    ask.length > 0
      ? [say(' '), ...askLine(ask)]
      : isOfRole(why)
        ? [say(' '), quoteCode(`${command} policy`), say(' shows who that is.')]
        : [];
  return [[...sentenceLine(sayProblem(why)), ...who], ...waits];
}

/** What refuses an approval without ending what is asked for passes. */
function stillWaits({ kind }: Refused['why']): readonly Line[] {
  if (kind === 'locked') return [[say('The launch still waits: approve it once the lock is off.')]];
  if (kind !== 'over-budget') return [];
  return [[say('The launch still waits: approve it once that is over.')]];
}

/** Only people of a role can do it. Who may not even see jobs can't ask for the roles. */
function isOfRole(why: Refused['why']): boolean {
  return (
    why.kind === 'not-granted' &&
    why.verb !== 'view' &&
    why.roles.some((role) => role !== membersRole && why.unknown?.includes(role) !== true)
  );
}
