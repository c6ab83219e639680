// The filter of a job list, and the page to show.

import type { KnownState } from './state.ts';

export const listScopes = ['here', 'mine', 'all'] as const;
type ListScope = (typeof listScopes)[number];

/** `live`: pending, or the job may still be running. */
export type ListState = KnownState | 'live';

export type ListFilter = {
  readonly scope: ListScope;
  /** Matches any of these. Undefined: live jobs, or with `sinceMs` all jobs. */
  readonly states?: readonly ListState[] | undefined;
  /** Requested within this time. */
  readonly sinceMs?: number | undefined;
  /** Slack id of the requester. */
  readonly owner?: string | undefined;
  /** Name of the template it was launched from. */
  readonly template?: string | undefined;
  readonly label?: { readonly key: string; readonly value: string } | undefined;
};

/** Whose live jobs `top` sums up. */
export type TopFilter = Pick<ListFilter, 'scope' | 'owner'>;

/**
 * The page before or after a job of another page. Pages follow a job's place in the order, not an
 * offset, so nothing is repeated or skipped when jobs are launched meanwhile.
 */
export type ListTurn = {
  readonly to: 'older' | 'newer';
  /** Unix ms. */
  readonly requestedAt: number;
  /** The launch's id. */
  readonly id: string;
};
