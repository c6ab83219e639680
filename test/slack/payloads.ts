// What Slack sends, as far as several tests send it.

import { actionId, writeActionValue } from '../../blocks/kit/value/button-values.ts';

export const cancelButton = {
  action_id: actionId('cancel'),
  value: writeActionValue({ handle: 'a3f9', token: 'abc' }),
};

/** A submitted form, or what is pressed in it. */
export const inForm = (more: object = {}) => ({
  user: { id: 'UANA', team_id: 'T1' },
  trigger_id: 'trigger-9',
  view: {
    id: 'V1',
    hash: 'h1',
    callback_id: 'launch-form',
    private_metadata: JSON.stringify({ channel: 'C1', template: 'train', version: 'v1' }),
    state: {
      values: {
        'parameter:train@v1:lr': { value: { type: 'number_input', value: '0.5' } },
        'parameter:train@v1:gpu': { value: { selected_option: { value: 'L4' } } },
        'parameter:train@v1:empty': { value: { value: null } },
        'target:train@v1:': { value: { selected_option: { value: 'p/l' } } },
        'max-time:train@v1:': { value: { value: ' 6h ' } },
        'max-cost:train@v1:': { value: { value: ' $200 ' } },
      },
    },
  },
  ...more,
});

/** A mention of the bot in a thread. */
export const mention = (event: object = {}) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  event: {
    type: 'app_mention',
    user: 'UANA',
    text: '<@UBOT> cancel too slow',
    ts: '2.0',
    channel: 'C1',
    thread_ts: '1.0',
    ...event,
  },
});
