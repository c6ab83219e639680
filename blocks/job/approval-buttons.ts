// The buttons of a launch that waits for an approval: on its card, in direct messages, at Home.

import type { Button } from '@slack/types';
import type { CardView } from '../../app/domain/launch/card.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip } from '../kit/foreign.ts';
import { limits } from '../kit/limits.ts';
import { whatItRuns } from './what-it-runs.ts';

/**
 * Approve, with a dialog that says what it pays for, and Deny, unless they aren't for whoever sees
 * them; and what would be sent.
 */
export function approvalButtons(
  { launch, barred = [] }: CardView,
  { token }: RenderContext,
): readonly Button[] {
  const { handle } = launch;
  const value = writeActionValue({ handle, token });
  const label = (text: string): string => clip(text, limits.accessibilityLabel);
  const verdicts: readonly Button[] = [
    {
      type: 'button',
      action_id: actionId('approve'),
      style: 'primary',
      text: { type: 'plain_text', text: 'Approve' },
      accessibility_label: label(`Approve launch ${handle}`),
      value,
      confirm: {
        title: { type: 'plain_text', text: `Approve ${handle}?` },
        text: {
          type: 'plain_text',
          text: `It is launched at once${whatItRuns(launch)}.`,
        },
        confirm: { type: 'plain_text', text: 'Approve it' },
        deny: { type: 'plain_text', text: 'Not now' },
      },
    },
    {
      type: 'button',
      action_id: actionId('deny'),
      style: 'danger',
      text: { type: 'plain_text', text: 'Deny' },
      accessibility_label: label(`Deny launch ${handle}`),
      value,
    },
  ];
  return [
    ...(barred.includes('decide') ? [] : verdicts),
    {
      type: 'button',
      action_id: actionId('approval-spec'),
      text: { type: 'plain_text', text: 'See the spec' },
      accessibility_label: label(`See the spec of launch ${handle}`),
      value,
    },
  ];
}
