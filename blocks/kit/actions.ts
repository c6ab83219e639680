import { z } from 'zod';
import { clip } from './foreign.ts';

/** Ids of everything a person can press. Those that begin with `link-` only open a page: Slack still asks for an ack. */
export const actionIds = {
  cancel: 'cancel',
  logs: 'logs',
  rerun: 'rerun',
  rerunForm: 'rerun-form',
  openForm: 'open-form',
  /** Followed by a number: a message may have several. */
  launchElsewhere: 'launch-elsewhere',
  launchAnyway: 'launch-anyway',
  launchAgain: 'launch-again',
  drop: 'drop',
  suppressed: 'held',
  suppressedHere: 'held-here',
  unwatch: 'unwatch',
  watchAll: 'watch-all',
  watchNew: 'watch-new',
  watchNone: 'watch-none',
  confirmCancel: 'confirm-cancel',
  letRun: 'let-run',
  confirmRerun: 'confirm-rerun',
  notThis: 'not-this',
  pickCancel: 'pick-cancel',
  pickStatus: 'pick-status',
  pickLogs: 'pick-logs',
  listNewer: 'list-newer',
  listOlder: 'list-older',
  homeLaunch: 'home-launch',
  sendUnchecked: 'send-unchecked',
  fixLaunch: 'fix-launch',
  linkConsole: 'link-console',
  linkLogs: 'link-logs',
} as const;

/** What Slack takes as a block's id. */
const longestBlockId = 255;
const reasonMark = 'why:';

/**
 * The id of the block that asks which job shall be cancelled, or whether: it carries the reason that was typed, since an option has no room
 * for it and the message, seen by one person only, is nowhere kept. What is too long is cut, visibly.
 */
export function reasonBlock(reason: string): string {
  return clip(`${reasonMark}${reason}`, longestBlockId);
}

/** The reason in a block's id; undefined: none was typed. */
export function readReasonBlock(blockId: string | undefined): string | undefined {
  return blockId?.startsWith(reasonMark) === true ? blockId.slice(reasonMark.length) : undefined;
}

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
