// Which jobs a list shows, and which page of them.

import type { KnownState } from './state.ts';

export const listScopes = ['here', 'mine', 'all'] as const;
export type ListScope = (typeof listScopes)[number];

/** `live`: pending, or its job may still run. */
export type ListState = KnownState | 'live';

export type ListFilter = {
  readonly scope: ListScope;
  /** Any of these; undefined: what is live, or with `sinceMs` whatever there is. */
  readonly states?: readonly ListState[] | undefined;
  /** Asked for within this. */
  readonly sinceMs?: number | undefined;
  /** Slack id of who asked for it. */
  readonly owner?: string | undefined;
  /** Name of the template it was launched from. */
  readonly template?: string | undefined;
  readonly label?: { readonly key: string; readonly value: string } | undefined;
};

/**
 * A page next to a job of another one. By the job's place in the order and not by a number, so that nothing is shown twice or left out
 * when something is launched meanwhile.
 */
export type ListTurn = {
  readonly to: 'older' | 'newer';
  /** Unix ms. */
  readonly requestedAt: number;
  /** The launch's. */
  readonly id: string;
};
