import type { Requester } from './launch.ts';

export const pledgedActs = [
  'launch',
  'cancel',
  'template',
  'channel',
  'watch',
  'unwatch',
] as const satisfies readonly string[];

export type PledgedAct = (typeof pledgedActs)[number];

/** What somebody asked for that is acked, but neither stored as what it asks for nor answered yet: Slack or Vertex has to be asked first. */
export type Pledge = {
  /** Its own: the same request may be made again while it waits. */
  readonly id: string;
  readonly requestKey: string;
  readonly act: PledgedAct;
  /** Handle or words as typed. */
  readonly subject: string;
  readonly requester: Requester;
  /** Unix ms. */
  readonly askedAt: number;
};
