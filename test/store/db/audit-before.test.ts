// Rows that an older version wrote.

import { Kysely, sql } from 'kysely';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrate } from '../../../app/store/db/migrate.ts';
import { createSqliteDialect } from '../../../app/store/db/sqlite-dialect.ts';
import { migrations } from '../../../app/store/migrations/all.ts';
import { auditAfter } from '../../../app/store/queries/audit-page.ts';
import type { Schema } from '../../../app/store/schema/schema.ts';

test('they stay readable, and know what their launch knows', async () => {
  const db = new Kysely<Schema>({ dialect: createSqliteDialect(new DatabaseSync(':memory:')) });
  const before = migrations.filter((one) => one.name < '0032');
  await migrate(db, 'sqlite', before);
  const rows = [
    ['k1', 'launch', 'ha3f9', '{"template":{"name":"resnet"}}'],
    ['k2', 'template', 'resnet', '{}'],
    ['k3', 'cancel', 'the resnet one', '{"reason":null}'],
    ['k4', 'lock', 'ha3f9', '{}'],
  ] as const;
  await sql`insert into launches
      (id, request_key, handle, state, template_name, template_version, parameters, target_project, target_location,
       name_key, body, asker_user, asker_team, asker_channel, requested_at, attempts, at_home)
    values ('l1', 'k1', 'ha3f9', 'bound', 'resnet', '7', '{}', 'p', 'l',
       'x', '{"displayName":"x","jobSpec":{}}', 'U1', 'T1', 'C1', 5, 0, 0)`.execute(db);
  for (const [key, verb, subject, detail] of rows) {
    await sql`insert into audit (key, at, actor, verb, subject, channel, detail)
      values (${key}, 5, 'U1', ${verb}, ${subject}, 'C1', ${detail})`.execute(db);
  }
  await migrate(db, 'sqlite', migrations);
  const read = await auditAfter(db, { since: 0, limit: 9 });
  expect(read.map(({ key, job, template, surface }) => [key, job, template, surface])).toEqual([
    ['k1', 'ha3f9', 'resnet', undefined],
    ['k2', undefined, 'resnet', undefined],
    ['k3', undefined, undefined, undefined],
    ['k4', undefined, undefined, undefined],
  ]);
  await db.destroy();
});
