// What is said of a launch's attempts: where each was, and what is tried next.

import type { FallbackStop } from '../../app/domain/answer/launch-answer.ts';
import type { Ladder, MissedReason, Rung } from '../../app/domain/launch/ladder.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { summarizePools } from '../../app/domain/spec/pool-summary.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { blockedBy, foreseenBlockingLine } from '../policy/blocking.ts';
import { lockedParts } from '../kit/lock.ts';
import { bounds } from '../kit/limits.ts';
import { quote, say, type Line } from '../kit/rich.ts';

/** One attempt: `ml-prod / us-east1, g2-standard-8, FLEX_START, ≈ $0.98/h`. */
function rungParts({ target, body, estimate }: Rung): Line {
  const machines = [
    ...new Set(summarizePools(body.jobSpec).flatMap(({ machineType }) => machineType ?? [])),
  ];
  const scheduling = body.jobSpec['scheduling'];
  const strategy =
    typeof scheduling === 'object' && scheduling !== null && 'strategy' in scheduling
      ? scheduling.strategy
      : undefined;
  const words = [...machines, ...(typeof strategy === 'string' ? [strategy] : [])];
  const total = estimate?.total;
  return [
    quote(formatTarget(target)),
    ...words.flatMap((word): Line => [say(', '), quote(word)]),
    say(total?.known === true ? `, ≈ ${formatUsd(total.hourly)}/h` : ', price not known'),
  ];
}

const missedWords: Readonly<Record<MissedReason, string>> = {
  refused: 'no capacity in ',
  ended: 'no capacity in ',
  waited: 'waited for too long in ',
  blocked: 'not sent to ',
};

/** Which attempt it is, and what became of those before; none if it is the first. */
export function attemptLines({ launch: { ladder } }: CardView): readonly Line[] {
  if (ladder === undefined || ladder.at === 0) return [];
  return [
    [
      say(`⤵️ Attempt ${ladder.at + 1} of ${ladder.rungs.length}: `),
      ...ladder.missed.flatMap(({ why }, nth): Line => {
        const rung = ladder.rungs[nth];
        if (rung === undefined) return [];
        return [say(`${nth > 0 ? ', ' : ''}${missedWords[why]}`), quote(formatTarget(rung.target))];
      }),
    ],
  ];
}

/** What would be tried, in order, if Vertex AI had no capacity. */
export function fallbackLines(ladder: Ladder | undefined): readonly Line[] {
  if (ladder === undefined) return [];
  const others = ladder.rungs.slice(1);
  const which = others.length === 1 ? 'this is tried next' : 'these are tried next, in this order';
  return [
    [say(`⤵️ If Vertex has no capacity for it, ${which}:`)],
    ...others.map((rung): Line => [say('• '), ...rungParts(rung)]),
  ];
}

/**
 * The same for somebody who only looks at a launch, with what would stop each as things stand: no
 * promise. No `stops`: the launch itself would be refused.
 */
export function foreseenFallbackLines(
  ladder: Ladder | undefined,
  stops: readonly (FallbackStop | undefined)[] | undefined,
): readonly Line[] {
  const [lead, ...rungs] = fallbackLines(ladder);
  if (lead === undefined) return [];
  if (stops === undefined) {
    return [lead, ...rungs, [say('The launch itself would be refused, so none is tried.')]];
  }
  return [
    lead,
    ...rungs.map((rung, nth): Line => [...rung, ...stopParts(stops[nth])]),
    [say('That is how things stand now. Each is checked again when its turn comes.')],
  ];
}

function stopParts(stop: FallbackStop | undefined): Line {
  if (stop === undefined) return [say(': nothing is in its way')];
  return stop.kind === 'locked'
    ? [say(': 🔒 would not be tried: '), ...lockedParts(stop.lock)]
    : [say(': 🚫 would not be tried. '), ...foreseenBlockingLine(stop)];
}

type NextRung = Extract<Update, { kind: 'next-rung' }>;

/** The next attempt begins. */
export function nextRungLines(card: CardView, update: NextRung): readonly Line[] {
  const { attempt, of, message } = update;
  const { ladder } = card.launch;
  const [before, rung] = [ladder?.rungs[attempt - 2], ladder?.rungs[attempt - 1]];
  const where: Line = before === undefined ? [] : [say(' in '), quote(formatTarget(before.target))];
  return [
    [
      ...missedLead(update, where),
      say(` Next I try attempt ${attempt} of ${of}`),
      ...(rung === undefined ? [] : [say(': '), ...rungParts(rung)]),
      say('.'),
    ],
    ...(message === undefined ? [] : [[say('What it said: '), quote(message, bounds.errorText)]]),
  ];
}

/** What became of the attempt before. */
function missedLead({ why, blocked, lock }: NextRung, where: Line): Line {
  if (why === 'waited')
    return [say('It waited for too long'), ...where, say(' and was cancelled.')];
  if (why !== 'blocked') return [say('Vertex has no capacity for it'), ...where, say('.')];
  const reason: Line =
    lock === undefined ? blockedBy(blocked) : [say(': '), ...lockedParts(lock), say('.')];
  return [say('Nothing was sent'), ...where, ...reason];
}
