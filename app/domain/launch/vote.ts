// A person's Approve or Deny: a durable intent, stored when it is pressed and decided in the loop.

import type { Requester } from './launch.ts';

/**
 * - `requested`: stored and acked; nothing is decided by it yet.
 * - `done`: it decided the launch.
 * - `refused`: it decided nothing; its requester was told why.
 */
export const voteStates = ['requested', 'done', 'refused'] as const;
export const voteVerdicts = ['approve', 'deny'] as const;

export type Vote = {
  readonly id: string;
  /** Identifies the press, so that a repeat changes nothing. Unique. */
  readonly requestKey: string;
  readonly state: (typeof voteStates)[number];
  readonly verdict: (typeof voteVerdicts)[number];
  readonly launchId: string;
  readonly handle: string;
  /** Of the spec that was shown when it was pressed. */
  readonly specHash: string;
  readonly requester: Requester;
  readonly reason?: string | undefined;
  readonly requestedAt: number;
};
