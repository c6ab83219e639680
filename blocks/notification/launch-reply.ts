// Longer replies about a launch: where its job comes from, and the question when no job was found.

import type { ActionsBlock } from '@slack/types';
import type { CardView } from '../../app/domain/launch/card.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { shownValue } from '../../app/domain/template/secret/shown-value.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { hourlyText } from '../job/cost.ts';
import { bounds } from '../kit/limits.ts';
import { rerunParts } from '../job/rerun.ts';
import { quote, quoteCode, say, user, type Line } from '../kit/rich.ts';

/** Where the job comes from: who, which template, with which values. */
export function launchedLines(
  { launch, rerunOf }: CardView,
  { adopted, job }: Extract<Update, { kind: 'launched' }>,
  context: RenderContext,
): readonly Line[] {
  const given = Object.entries(launch.parameters).map(
    ([name, value]) => `${name}=${shownValue(name, value, launch.parameters) ?? ''}`,
  );
  const lead: Line = adopted
    ? [say('Found the job of this launch: '), quoteCode(job.id), say(', launched by ')]
    : [say('Launched by ')];
  return [
    [
      ...lead,
      user(launch.requester.userId),
      say(' from '),
      quote(`${launch.template.name} ${launch.template.version}`),
      ...(adopted ? [] : [say(' as job '), quoteCode(job.id)]),
      ...(given.length === 0 ? [] : [say(' with '), quote(given.join(' '), bounds.reason)]),
    ],
    ...(rerunOf === undefined ? [] : [rerunParts(launch, rerunOf, context)]),
  ];
}

/** Launch again, or leave it. `token` makes either press single use. */
export function questionButtons({ launch }: CardView, token: string): ActionsBlock {
  const value = writeActionValue({ handle: launch.handle, token });
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionId('launch-again'),
        style: 'primary',
        text: { type: 'plain_text', text: 'Launch again' },
        value,
        confirm: {
          title: { type: 'plain_text', text: 'Launch again?' },
          text: {
            type: 'plain_text',
            text: `If the first job exists after all, two will run and both will cost. I tell both threads if it turns up. Another one${hourlyText(launch.estimate) || ' costs as much'}.`,
          },
          confirm: { type: 'plain_text', text: 'Launch again' },
          deny: { type: 'plain_text', text: 'Not now' },
        },
      },
      {
        type: 'button',
        action_id: actionId('drop'),
        text: { type: 'plain_text', text: 'Leave it' },
        value,
      },
    ],
  };
}
