// Launches that an older version stored keep their labels.

import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { openBackend } from '../../../app/store/backend.ts';
import { migrate } from '../../../app/store/db/migrate.ts';
import { createSqliteDialect } from '../../../app/store/db/sqlite-dialect.ts';
import { migrations } from '../../../app/store/migrations/all.ts';
import type { Schema } from '../../../app/store/schema/schema.ts';
import { DatabaseSync } from 'node:sqlite';
import { servers } from '../databases.ts';

const bodies = [
  { displayName: 'x', labels: { team: 'vision', 'launched-by': 'u0ana' }, jobSpec: {} },
  { displayName: 'x', labels: {}, jobSpec: {} },
  { displayName: 'x', jobSpec: { args: ['\0', '\uD800', 'C:\\users', '{"labels":{"no":"no"}}'] } },
  { displayName: '\0', labels: { team: 'größe_1' }, jobSpec: {} },
];

test.each(['sqlite', ...(servers.length > 0 ? (['postgres'] as const) : [])] as const)(
  'on %s',
  async (kind) => {
    const server = kind === 'postgres' ? await servers[0]?.start() : undefined;
    const log = { warn: () => undefined };
    const dialect =
      server === undefined
        ? createSqliteDialect(new DatabaseSync(':memory:'))
        : openBackend(await server.fresh(), { log }).dialect;
    const db = new Kysely<Schema>({ dialect });
    const before = migrations.filter((one) => one.name < '0037');
    await migrate(db, kind, before);
    for (const [nth, body] of bodies.entries()) {
      await sql`insert into launches
          (id, request_key, handle, state, template_name, template_version, parameters, target_project, target_location,
           name_key, body, asker_user, asker_team, asker_channel, requested_at, attempts, at_home)
        values (${`l${nth}`}, ${`k${nth}`}, ${`h${nth}`}, 'bound', 'resnet', '7', '{}', 'p', 'l',
           'x', ${JSON.stringify(body)}, 'U1', 'T1', 'C1', 5, 0, 0)`.execute(db);
    }
    await migrate(db, kind, migrations);
    const { rows } =
      await sql`select launch_id, key, value from launch_labels order by launch_id, key`.execute(
        db,
      );
    expect(rows.map((row) => ({ ...(row as object) }))).toEqual([
      { launch_id: 'l0', key: 'launched-by', value: 'u0ana' },
      { launch_id: 'l0', key: 'team', value: 'vision' },
      { launch_id: 'l3', key: 'team', value: 'größe_1' },
    ]);
    await db.destroy();
    await server?.stop();
  },
);
