import { withClient } from '../evidence/rows.ts';

/** Makes storing the next delivery in a channel take `ms`. The database transaction holds the thread's lock meanwhile. */
export async function stallSends(
  databaseUrl: string,
  { channel, ms }: { readonly channel: string; readonly ms: number },
): Promise<void> {
  if (databaseUrl.startsWith('file:')) throw new Error('SQLite has no sleep function.');
  await withClient(databaseUrl, (client) =>
    client.query(`
      create sequence chaos_sends;
      create function chaos_stall() returns trigger language plpgsql as $$
        begin
          if nextval('chaos_sends') = 1 then perform pg_sleep(${ms / 1_000}); end if;
          return new;
        end $$;
      create trigger chaos_stall before update on threads for each row
        when (old.delivery is null and new.delivery is not null and new.channel = '${channel}')
        execute function chaos_stall()`),
  );
}
