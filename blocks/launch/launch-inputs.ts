// The inputs that every launch form has, besides its template's parameters.

import type { InputBlock } from '@slack/types';
import { writeDollars } from '../../app/domain/cost/typed-amount.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { formatTarget, type Target } from '../../app/domain/job/job.ts';
import { fieldBlock, formIds, type FormKey } from '../kit/value/form-ids.ts';
import { clip } from '../kit/foreign.ts';
import { limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';

/** The card's channel. From Home, there is no obvious one. */
export function channelInput(earlier: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: formIds.channel,
    label: plain('Channel', limits.label),
    hint: plain('Its card and its thread will be there.', limits.label),
    element: {
      type: 'conversations_select',
      action_id: formIds.value,
      placeholder: plain('Choose a channel', limits.placeholder),
      default_to_current_conversation: false,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(earlier === undefined ? {} : { initial_conversation: earlier }),
    },
  };
}

/** One of the template's targets. */
export function targetInput(
  targets: readonly Target[],
  key: FormKey,
  earlier: Target | undefined,
): InputBlock {
  const options = targets.slice(0, limits.selectOptions).map((target) => ({
    text: plain(formatTarget(target), limits.optionText),
    value: clip(formatTarget(target), limits.optionValue),
  }));
  const wanted = earlier === undefined ? undefined : formatTarget(earlier);
  const initial = options.find(({ value }) => value === wanted) ?? options[0];
  return {
    type: 'input',
    block_id: fieldBlock(key, 'target'),
    // The cost depends on the target.
    dispatch_action: true,
    label: plain('Where', limits.label),
    element: {
      type: 'static_select',
      action_id: formIds.value,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

/** How long the job may run, if the form says so. */
export function maxTimeInput(key: FormKey, earlierMs: number | undefined): InputBlock {
  return {
    type: 'input',
    block_id: fieldBlock(key, 'max-time'),
    optional: true,
    label: plain('Longest running time', limits.label),
    hint: plain('Vertex ends the job by itself after it, such as 6h or 1h30m.', limits.label),
    element: {
      type: 'plain_text_input',
      action_id: formIds.value,
      ...(earlierMs === undefined ? {} : { initial_value: writeDuration(earlierMs) }),
    },
  };
}

/** What the job may cost before people are told, if the form says so. */
export function maxCostInput(key: FormKey, earlier: number | undefined): InputBlock {
  return {
    type: 'input',
    block_id: fieldBlock(key, 'max-cost'),
    optional: true,
    label: plain('Maximum cost (US dollars)', limits.label),
    hint: plain(
      'By list price, such as 200. You are warned before and at it; nothing is cancelled.',
      limits.label,
    ),
    element: {
      type: 'plain_text_input',
      action_id: formIds.value,
      ...(earlier === undefined ? {} : { initial_value: writeDollars(earlier) }),
    },
  };
}
