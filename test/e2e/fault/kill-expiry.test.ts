// Killed again and again while old jobs expire: each is there whole or gone whole, with what is left of it.

import { Kysely } from 'kysely';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSqliteDialect } from '../../../app/store/db/sqlite-dialect.ts';
import type { Schema } from '../../../app/store/schema/schema.ts';
import { insertMany } from '../../store/many-rows.ts';
import { onDatabase } from '../database.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { expectNothingTwice } from '../story.ts';
import { ana, mlJobs } from '../workspace.ts';

/** A fifth of them are older than 160 days. */
const count = 2_000;
const old = count / 5;
/** Whatever hangs on a launch. */
const parts = [
  ['launches', 'id'],
  ['launch_labels', 'launch_id'],
  ['jobs', 'launch_id'],
  ['threads', 'launch_id'],
  ['cancels', 'launch_id'],
  ['votes', 'launch_id'],
  ['updates', 'thread_id'],
] as const;

/** Half a year of launches, as if this bot had made them; expiry begins with the next start. */
async function makeOld({ servers }: Sandbox): Promise<void> {
  const database = new DatabaseSync(`${servers.directory}/jobs.db`);
  const db = new Kysely<Schema>({ dialect: createSqliteDialect(database) });
  await insertMany(db, 'sqlite', { count, now: Date.now() });
  database.exec(`update launches set asker_user = '${ana}', asker_channel = '${mlJobs}';
    update expiry_passes set due_at = 0`);
  await db.destroy();
}

/** How many have expired. Fails if one is there in part, or lost. */
const expired = (sandbox: Sandbox): number =>
  onDatabase(sandbox, (database) => {
    const idsIn = (table: string, column: string) => {
      const rows = database.prepare(`select ${column} as id from ${table} order by id`).all();
      return rows.map(({ id }) => String(id));
    };
    const gone = idsIn('expired_launches', 'id');
    const kept = idsIn('launches', 'id');
    for (const [table, column] of parts) expect(idsIn(table, column), table).toEqual(kept);
    expect(kept.length + gone.length).toBe(count);
    const keys = new Set(idsIn('expired_requests', 'request_key'));
    expect(gone.filter((id) => !keys.has(id))).toEqual([]);
    return gone.length;
  });

test(
  'a bot killed while jobs expire loses nothing, and leaves none in part',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, {
      env: { LEASE: '3s', RETENTION: 'jobs:160d' },
    });
    expect(await (await sandbox.bot()).stop()).toBe(0);
    await makeOld(sandbox);
    const seen = new Set<number>();
    for (let nth = 0; nth < 30 && !seen.has(old); nth++) {
      const bot = await sandbox.bot();
      await sleep(nth * 90);
      await sandbox.kill(bot);
      seen.add(expired(sandbox));
    }
    expect(Math.max(...seen)).toBe(old);
    // Some kills were in the middle.
    expect([...seen].filter((done) => done > 0 && done < old).length).toBeGreaterThan(1);

    const last = await sandbox.bot();
    const since = await sandbox.client.last();
    await sandbox.type('/job status h123');
    await sandbox.see({ kind: 'ephemeral', match: 'h123.* expired on ', since });
    await sandbox.type('/job status h1999');
    await sandbox.see({ kind: 'ephemeral', match: 'Succeeded.*h1999', since });
    expect(await sandbox.messages()).toEqual([]);
    await expectNothingTwice(sandbox);
    expect(await last.stop()).toBe(0);
    expect(expired(sandbox)).toBe(old);
  },
);
