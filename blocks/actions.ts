import { z } from 'zod';

/** Ids of everything a person can press. Those that begin with `link-` only open a page: Slack still asks for an ack. */
export const actionIds = {
  cancel: 'cancel',
  logs: 'logs',
  rerun: 'rerun',
  rerunForm: 'rerun-form',
  launchAnyway: 'launch-anyway',
  launchAgain: 'launch-again',
  drop: 'drop',
  pickCancel: 'pick-cancel',
  pickStatus: 'pick-status',
  pickLogs: 'pick-logs',
  linkConsole: 'link-console',
  linkLogs: 'link-logs',
} as const;

const valueSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,30}:[A-Za-z0-9_-]{1,40}$/)
  .transform((value) => {
    const [handle = '', token = ''] = value.split(':');
    return { handle, token };
  });

/** What a button's or option's value carries: the job's handle, and the token that makes its click single use. */
export type ActionValue = { readonly handle: string; readonly token: string };

export function writeActionValue({ handle, token }: ActionValue): string {
  return `${handle}:${token}`;
}

/** Reads a value; undefined when it is not one of ours. */
export function readActionValue(value: string): ActionValue | undefined {
  const parsed = valueSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
