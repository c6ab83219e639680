// The database of a sandbox whose bot is stopped.

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BotProcess } from '../../app/sandbox/bot-process.ts';
import type { Sandbox } from './harness.ts';

/** Works on the database of a bot that is stopped. */
export function onDatabase<T>({ servers }: Sandbox, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(servers.directory, 'jobs.db'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** For a bot whose launches stay accepted: nobody listens there, so nothing is ever sent. */
export const nobodyListens = { VERTEX_ENDPOINT: 'http://127.0.0.1:2' };

/**
 * Kills a bot that tries in vain, between two tries. Should it be in the middle of one, the launch
 * would be in doubt, and rightly so: only the killed one knew that nobody listened. Then its store
 * is put back to the moment before.
 */
export async function killBetweenTries(sandbox: Sandbox, bot: BotProcess): Promise<void> {
  await sandbox.kill(bot);
  onDatabase(sandbox, (database) =>
    database.exec(
      `update launches set state = 'accepted', lease_token = null, lease_until = null
        where state = 'submitting'`,
    ),
  );
}
