// A larger machine for a job that ran out of memory, with a button where its template allows one.

import type { Button } from '@slack/types';
import { machineOf } from '../../app/domain/cost/machine.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { Advice } from '../../app/domain/notification/advice.ts';
import type { BiggerRun } from '../../app/domain/notification/bigger.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { actionId } from '../kit/value/button-values.ts';
import { writeChoiceValue } from '../kit/value/choice-value.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip } from '../kit/foreign.ts';
import { bounds, limits } from '../kit/limits.ts';
import { hourlyParts, hourlyText } from '../job/cost.ts';
import { quoteCode, say, type Line } from '../kit/rich.ts';

/**
 * `Its template may also run on n1-standard-16, with 16 vCPUs and 60 GiB of memory: ≈ $0.98/h`, or
 * which machine would be next, and how a template allows it.
 */
export function biggerLines({ bigger, mayEdit }: Advice): readonly Line[] {
  if (bigger === undefined) return [];
  const { next, run } = bigger;
  if (run !== undefined) {
    const { machineType, parameter, value, estimate } = run;
    return [
      [
        say('Its template may also run on '),
        quoteCode(machineType),
        say(`${sizeWords(machineType)}, by `),
        quoteCode(`${parameter}=${value}`, bounds.word),
        say(': '),
        ...hourlyParts(estimate),
        say('.'),
      ],
    ];
  }
  return [
    [
      say('The next larger machine is '),
      quoteCode(next),
      say(`${sizeWords(next)}.`),
      ...(mayEdit
        ? [
            say(
              ' I offer it if a parameter of the template decides the machine type and has it among its ',
            ),
            quoteCode('choices'),
            say('.'),
          ]
        : []),
    ],
  ];
}

/** `, with 16 vCPUs and 60 GiB of memory`. The GPUs are the same. */
function sizeWords(machineType: string): string {
  const machine = machineOf(machineType);
  if (machine === undefined) return '';
  const gpus = machine.gpu === undefined ? '' : ', and the same GPUs';
  return `, with ${machine.vcpus} vCPUs and ${machine.memoryGib} GiB of memory${gpus}`;
}

/** The button, which asks before it launches there. */
export function biggerButtons(
  { bigger }: Advice,
  { handle }: Launch,
  { token }: RenderContext,
): readonly Button[] {
  const run = bigger?.run;
  if (run === undefined) return [];
  const { machineType, parameter, value, estimate } = run;
  const carried = writeChoiceValue({ handle, token, parameter, value });
  if (carried === undefined) return [];
  return [
    {
      type: 'button',
      action_id: actionId('launch-bigger'),
      text: { type: 'plain_text', text: clip(labelOf(run), limits.buttonText) },
      accessibility_label: clip(
        `Re-run job ${handle} on ${machineType}`,
        limits.accessibilityLabel,
      ),
      value: carried,
      confirm: {
        title: { type: 'plain_text', text: clip(`Re-run ${handle}?`, 100) },
        text: {
          type: 'plain_text',
          text: `The same is launched on ${clip(machineType, 60)}${sizeWords(machineType)}${hourlyText(estimate)}.`,
        },
        confirm: { type: 'plain_text', text: 'Launch it there' },
        deny: { type: 'plain_text', text: 'Not now' },
      },
    },
  ];
}

/** `Re-run on n1-standard-16, ≈ $0.98/h`. */
function labelOf({ machineType, estimate: { total } }: BiggerRun): string {
  const price = total.known ? `, ≈ ${formatUsd(total.hourly)}/h` : '';
  return `Re-run on ${machineType}${price}`;
}
