import type { Update } from '../../../domain/notification/update.ts';

/** In one thread, or in a channel after `since` (Unix ms). */
export type SuppressedQuery =
  { readonly threadId: string } | { readonly channel: string; readonly since: number };

export type SuppressedUpdate = {
  readonly launchId: string;
  /** When it was suppressed, Unix ms. */
  readonly at: number;
  readonly update: Update;
};

/** Updates that no message tells because of their channel's notification level. */
export interface Suppressed {
  /** Whether the update with this key was told or suppressed; undefined if there is none. */
  fateOf(threadId: string, key: string): Promise<'told' | 'suppressed' | undefined>;
  count(where: SuppressedQuery): Promise<{ readonly updates: number; readonly launches: number }>;
  /** Newest first. */
  list(where: SuppressedQuery, limit: number): Promise<readonly SuppressedUpdate[]>;
}
