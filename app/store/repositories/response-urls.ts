import type { Context } from '../db/context.ts';

const tables = ['launches', 'cancels', 'votes', 'watches', 'pledges'] as const;

/**
 * Deletes the response_urls of requests made before this (Unix ms), in every table that has some.
 */
export async function dropResponseUrls({ db }: Context, before: number): Promise<void> {
  for (const table of tables) {
    await db
      .updateTable(table)
      .set({ response_url: null })
      .where('response_url', 'is not', null)
      .where('requested_at', '<', before)
      .execute();
  }
}
