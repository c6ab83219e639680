// The keys of requests outlive what was stored for them: a request that arrives once more, however
// late, must not act again.

import { sql, type RawBuilder } from 'kysely';
import type { Context } from './context.ts';

type Kept = 'cancels' | 'bulks' | 'votes' | 'watches';

/**
 * Keeps the request keys of rows that are about to be deleted. Not of a button whose press was
 * refused: whoever has got the right since may press it again.
 */
export async function keepRequests(
  { db }: Pick<Context, 'db'>,
  table: Kept,
  which: RawBuilder<unknown>,
): Promise<void> {
  await sql`insert into expired_requests (request_key)
    select request_key from ${sql.table(table)}
    where ${which} and not (state = 'refused' and request_key like 'button:%')
    on conflict (request_key) do nothing`.execute(db);
}

/** Whether what was stored for this request has expired. */
export async function isExpired({ db }: Pick<Context, 'db'>, requestKey: string): Promise<boolean> {
  const query = db.selectFrom('expired_requests').select('request_key');
  return (await query.where('request_key', '=', requestKey).executeTakeFirst()) !== undefined;
}
