// I7: what is on record stays as it is. Not the code but the database refuses to change a row.

import { Kysely, sql, type UpdateObject } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBackend, type Backend } from '../../../app/store/backend.ts';
import { migrate } from '../../../app/store/db/migrate.ts';
import { migrations } from '../../../app/store/migrations/all.ts';
import type { Schema } from '../../../app/store/schema/schema.ts';
import { auditAfter } from '../../../app/store/queries/audit-page.ts';
import { databases, type TestServer } from '../databases.ts';
import { startMs } from '../harness.ts';
import { stillOptions } from '../still.ts';

const old = {
  key: 'k1',
  at: 5,
  actor: 'U1',
  verb: 'launch',
  subject: 'a3f9',
  channel: 'C1',
  detail: '{}',
  outcome: null,
  completed_at: null,
  policy: null,
};

describe.each(databases)('on $name', ({ start }) => {
  let server: TestServer;
  let backend: Backend;
  let db: Kysely<Schema>;
  beforeAll(async () => {
    server = await start();
  }, startMs);
  beforeEach(async () => {
    backend = openBackend(await server.fresh(), stillOptions().options);
    db = new Kysely<Schema>({ dialect: backend.dialect });
    await migrate(db, backend.name, migrations);
    const row = { surface: null, job: null, template: null, verdict: null, rule: null };
    await db
      .insertInto('audit')
      .values({ ...old, ...row, reason: null, spec_hash: null })
      .execute();
  });
  afterEach(() => db.destroy());
  afterAll(() => server.stop());

  const set = (values: UpdateObject<Schema, 'audit'>) =>
    db.updateTable('audit').set(values).where('key', '=', 'k1').execute();

  test('a row is completed once', async () => {
    await set({ outcome: 'created', completed_at: 7 });
    await expect(set({ outcome: 'something else' })).rejects.toThrow('append-only');
    await expect(set({ completed_at: null })).rejects.toThrow('append-only');
    const [row] = await auditAfter(db, { since: 0, limit: 1 });
    expect(row).toMatchObject({ outcome: 'created', completedAt: 7 });
  });

  test('what a row was begun with never changes', async () => {
    const columns = await db.selectFrom('audit').selectAll().executeTakeFirstOrThrow();
    const { outcome, completed_at, ...begun } = columns;
    expect([outcome, completed_at]).toEqual([null, null]);
    for (const [column, value] of Object.entries(begun)) {
      const other = typeof value === 'number' ? value + 1 : `${value ?? ''}x`;
      await expect(set({ [column]: other }), column).rejects.toThrow('append-only');
    }
    const [row] = await auditAfter(db, { since: 0, limit: 1 });
    expect(row).toEqual(
      expect.objectContaining({ key: 'k1', at: 5, actor: 'U1', subject: 'a3f9' }),
    );
  });

  test('a row that expired can be deleted', async () => {
    await sql`delete from audit where at < 6`.execute(db);
    expect(await auditAfter(db, { since: 0, limit: 1 })).toEqual([]);
  });
});
