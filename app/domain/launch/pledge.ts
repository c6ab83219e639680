import type { Requester } from './launch.ts';

export const pledgedActs = [
  'launch',
  'cancel',
  'approve',
  'deny',
  'template',
  'channel',
  'watch',
  'unwatch',
  'lock',
  'unlock',
  'extend',
] as const satisfies readonly string[];

export type PledgedAct = (typeof pledgedActs)[number];

/**
 * An acked request that is neither decided nor answered yet, because Slack or Vertex AI has to be
 * asked first.
 */
export type Pledge = {
  /** Its own id: the same request may be repeated while it waits. */
  readonly id: string;
  readonly requestKey: string;
  readonly act: PledgedAct;
  /** A handle, or the words as typed. */
  readonly subject: string;
  readonly requester: Requester;
  /** Unix ms. */
  readonly askedAt: number;
};
