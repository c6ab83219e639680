// What a card and a preview say of a guard.

import type { CardView } from '../../app/domain/launch/card.ts';
import type { Estimate } from '../../app/domain/cost/estimate.ts';
import type { Guard, Outdone } from '../../app/domain/guard/guard.ts';
import { extendedMsOf } from '../../app/domain/guard/guarded-job.ts';
import { nextRung } from '../../app/domain/launch/ladder.ts';
import { isLive } from '../../app/domain/launch/launch.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { quoteCode, say, type Line } from '../kit/rich.ts';
import { limitWords } from './limit-words.ts';

/** The limits of a job that hasn’t ended, and what follows them; none if there are none. */
export function guardLines(view: CardView): readonly Line[] {
  const { guarded, launch } = view;
  if (!isLive(view)) return [];
  const extendedMs = guarded === undefined ? 0 : extendedMsOf(guarded);
  const isDenied = Object.values(guarded?.progress ?? {}).some(({ denied }) => denied === true);
  const hasNext = nextRung(launch.ladder) !== undefined && view.job?.startTime === undefined;
  const lines = guardWords(guarded?.rules ?? launch.guard ?? [], launch.estimate, {
    extendedMs,
    hasNext,
  });
  if (!isDenied) return lines;
  return [
    ...lines,
    [
      say(
        `⚠️ I may not read the use of its GPUs, so its guard can’t hold them to it: grant me roles/monitoring.viewer in ${launch.target.project}.`,
      ),
    ],
  ];
}

/** The same for what isn’t launched yet. What Vertex AI keeps by itself is said elsewhere. */
export function guardWords(
  guard: Guard,
  estimate: Estimate | undefined,
  {
    extendedMs = 0,
    hasNext = false,
  }: { readonly extendedMs?: number; readonly hasNext?: boolean } = {},
): readonly Line[] {
  const rules = guard.filter(({ hard }) => hard !== true);
  if (rules.length === 0) return [];
  // Waiting for too long makes way for the next attempt.
  const waits = rules.filter(({ kind }) => hasNext && kind === 'waiting');
  const others = rules.filter((rule) => !waits.includes(rule));
  const cancels = others.filter(({ act }) => act === 'cancel');
  const tells = others.filter(({ act }) => act === 'tell');
  const said = [
    ...(waits.length > 0 ? [`the next of its fallbacks after ${anyOf(waits)}`] : []),
    ...(cancels.length > 0 ? [`cancelled after ${anyOf(cancels)}, with two warnings before`] : []),
    ...(tells.length > 0 ? [`warned of at ${anyOf(tells)}`] : []),
    ...(extendedMs > 0 ? [`extended by ${formatDuration(extendedMs)}`] : []),
  ];
  const isBlind = rules.some(({ kind }) => kind === 'cost') && estimate?.total.known !== true;
  return [
    [
      say(`⏱ Guard: ${said.join(' · ')}`),
      ...(isBlind ? [say(' · its price isn’t known, so only limits of time can hold')] : []),
    ],
  ];
}

const anyOf = (rules: Guard): string => rules.map(limitWords).join(' or ');

/** Limits that come to nothing, because the policy’s are stricter. */
export function outdoneLines(outdone: readonly Outdone[]): readonly Line[] {
  return outdone.map(({ rule, by }): Line => {
    const whose = rule.source === 'launch' ? 'your' : 'the template’s';
    const does = by.act === 'cancel' ? 'cancels after' : 'warns at';
    const own = rule.act === 'cancel' ? 'limit of' : 'warning at';
    return [
      say(
        `ℹ️ The policy ${does} ${limitWords(by)}; ${whose} ${own} ${limitWords(rule)} adds nothing.`,
      ),
    ];
  });
}

/** What was typed with a launch can’t hold, or comes to nothing. */
export function typedLimitLines({
  costUnheld,
  outdone = [],
}: {
  readonly costUnheld?: true | undefined;
  readonly outdone?: readonly Outdone[] | undefined;
}): readonly Line[] {
  if (costUnheld !== true) return outdoneLines(outdone);
  return [
    [
      say('⚠️ Its price isn’t known, so '),
      quoteCode('max-cost'),
      say(' can’t hold: only limits of time do, such as '),
      quoteCode('max-time=6h'),
      say('.'),
    ],
  ];
}
