import type { Payload } from './evidence.ts';

/** What the bot knows a payload's request by: Slack's trigger for a command, the button's token and the person for a press. */
export function keysOf({ payload }: Payload): readonly string[] {
  const user = typeof payload.user === 'string' ? payload.user : (payload.user?.id ?? '');
  const command = payload.command === undefined ? [] : [`command:${payload.trigger_id ?? ''}`];
  const presses = payload.actions.map(({ action_id = '', value = '' }) => {
    const [handle = '', token = ''] = value.split(':');
    return `button:${token}:${action_id}:${handle}:${user}`;
  });
  return [...command, ...presses];
}

/**
 * The request that a stored key stems from. A refusal at the desk, and giving a launch up, have audit rows of their own beside the
 * act's; a press after one that was refused is a new act of the same button.
 */
export function requestOf(key: string): string {
  return key.replace(/\+*(?::(?:drop|refused))?$/, '');
}
