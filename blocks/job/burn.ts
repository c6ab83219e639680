// What jobs burn now, in words.

import { formatUsd } from '../../app/domain/cost/money.ts';
import { burnOf, type BurnSum } from '../../app/domain/launch/burn.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import type { RenderContext } from '../kit/context.ts';
import { bounds } from '../kit/limits.ts';
import { quoteBold, say, type Line } from '../kit/rich.ts';
import { handleLink } from './rerun.ts';

/** One job and what it burns: `a3f9 **resnet** · ≈ $0.98/h`. Mentions nobody. */
export function burnLine(
  card: CardView,
  place: { readonly channel: string; readonly rootTs?: string | undefined },
  context: RenderContext,
): Line {
  const { launch } = card;
  const burn = burnOf(card);
  return [
    handleLink({ handle: launch.handle, ...place }, context),
    say(' '),
    quoteBold(shownName(launch), bounds.word),
    ...(burn.kind === 'burns' ? [say(` · ≈ ${formatUsd(burn.hourly)}/h`)] : []),
  ];
}

/**
 * `≈ $12.30/h at list price for 3 jobs; besides, 1 job at a price that is not known`. What
 * isn't known is never left out. Undefined if nothing has machines.
 */
export function burnWords({ hourly, burns, unpriced, unsure }: BurnSum): string | undefined {
  const unknown = [
    ...(unpriced === 0 ? [] : [`${jobs(unpriced)} at a price that is not known`]),
    ...(unsure === 0 ? [] : [`${jobs(unsure)} that may be running`]),
  ].join(' and ');
  if (burns === 0) return unknown === '' ? undefined : unknown;
  const known = `≈ ${formatUsd(hourly)}/h at list price for ${jobs(burns)}`;
  return unknown === '' ? known : `${known}; besides, ${unknown}`;
}

/** `3 jobs`. */
export const jobs = (count: number): string => `${count} job${count === 1 ? '' : 's'}`;
