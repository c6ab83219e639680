// Other targets for a job that failed, or waits, for lack of machines, with a button for each.

import type { Button } from '@slack/types';
import type { Elsewhere } from '../../app/domain/notification/advice.ts';
import { formatTarget, type Target } from '../../app/domain/job/job.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { actionId } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { hourlyText } from '../job/cost.ts';
import { clip } from '../kit/foreign.ts';
import { limits } from '../kit/limits.ts';
import { writePlaceValue } from '../kit/value/place-value.ts';
import { quoteCode, say, type Line } from '../kit/rich.ts';

/** `It can also run in ml-prod/us-east1, ml-prod/us-west1.` */
export function elsewhereLines(places: readonly Elsewhere[]): readonly Line[] {
  if (places.length === 0) return [];
  const names = places
    .map(({ target }) => quoteCode(formatTarget(target)))
    .flatMap((name, nth) => (nth === 0 ? [name] : [say(', '), name]));
  return [[say('Its template may also run in '), ...names, say('.')]];
}

/**
 * A button for each target, which asks before it launches there. `waits`: the job itself may still
 * begin to run.
 */
export function elsewhereButtons(
  places: readonly Elsewhere[],
  { handle, target: here }: Launch,
  { token }: RenderContext,
  waits = false,
): readonly Button[] {
  const both = waits ? ` ${handle} goes on waiting until somebody cancels it.` : '';
  return places.map(({ target, estimate }, nth) => ({
    type: 'button',
    action_id: `${actionId('launch-elsewhere')}-${nth}`,
    text: {
      type: 'plain_text',
      text: clip(`Launch in ${nameOf(target, here)}`, limits.buttonText),
    },
    accessibility_label: clip(
      `Launch job ${handle} in ${formatTarget(target)}`,
      limits.accessibilityLabel,
    ),
    value: writePlaceValue({ handle, token, target }),
    confirm: {
      title: { type: 'plain_text', text: `Re-run ${handle} elsewhere?` },
      text: {
        type: 'plain_text',
        text: `The same is launched in ${clip(formatTarget(target), 120)}${hourlyText(estimate)}.${both}`,
      },
      confirm: { type: 'plain_text', text: 'Launch it there' },
      deny: { type: 'plain_text', text: 'Not now' },
    },
  }));
}

/** In the same project, the location is enough. */
function nameOf(target: Target, here: Target): string {
  return target.project === here.project ? target.location : formatTarget(target);
}
