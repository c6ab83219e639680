// The window that asks why a launch is denied.

import type { ModalView } from '@slack/types';
import type { DenyContext, DenyForm } from '../../app/domain/form/deny-form.ts';
import { formIds } from '../kit/value/form-ids.ts';
import { bounds, limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';
import { quoteBold, quoteCode, say } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';

export function renderDenyForm({ channel, home, handle, displayName }: DenyForm): ModalView {
  const carried: DenyContext = { channel, handle, ...(home === true ? { home } : {}) };
  return {
    type: 'modal',
    callback_id: formIds.denyForm,
    title: plain('Deny a launch', limits.viewTitle),
    submit: plain('Deny', limits.viewTitle),
    close: plain('Not now', limits.viewTitle),
    private_metadata: JSON.stringify(carried),
    blocks: [
      richText([
        [
          quoteBold(displayName),
          say(' ('),
          quoteCode(handle),
          say(') is not launched then, and its thread says why.'),
        ],
      ]),
      {
        type: 'input',
        block_id: formIds.reason,
        label: plain('Why', limits.label),
        element: { type: 'plain_text_input', action_id: formIds.value, max_length: bounds.reason },
      },
    ],
  };
}
