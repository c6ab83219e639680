import type { Update } from '../../domain/notification/update.ts';

/** In one thread, or in a channel after `since` (Unix ms). */
export type SuppressedQuery =
  { readonly threadId: string } | { readonly channel: string; readonly since: number };

export type SuppressedUpdate = {
  readonly launchId: string;
  /** When it was held back, Unix ms. */
  readonly at: number;
  readonly update: Update;
};

/** Updates that no message tells, since their channel wants to hear less. */
export interface Suppressed {
  /** Whether the update of this key was held back; undefined: the thread was never told of it. */
  fateOf(threadId: string, key: string): Promise<'told' | 'suppressed' | undefined>;
  /** A digest (the id of its thread) tells this update in the channel; `hold`: no reply does. Only of what is not on its way yet. */
  collect(threadId: string, key: string, digestId: string, hold: boolean): Promise<void>;
  count(where: SuppressedQuery): Promise<{ readonly updates: number; readonly launches: number }>;
  /** Newest first. */
  list(where: SuppressedQuery, limit: number): Promise<readonly SuppressedUpdate[]>;
}
