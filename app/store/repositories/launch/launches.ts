import type { Launch, LaunchState } from '../../../domain/launch/launch.ts';
import type { Launches } from '../../../usecase/ports/store/launches.ts';
import { forUpdate, type Context } from '../../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../../db/leases.ts';
import { pieces } from '../../db/rows.ts';
import { launchRow, columns, labelRows } from './launch-row.ts';

/** The launches table. */
export function createLaunches(context: Context): Launches {
  const { db, now } = context;
  const rows = () => db.selectFrom('launches').selectAll();
  const write = (id: string) => db.updateTable('launches').where('id', '=', id);
  const read = async (query: ReturnType<typeof rows>) => {
    const row = await query.executeTakeFirst();
    return row && launchRow.parse(row);
  };

  return {
    async insert(launch, dueAt) {
      // An expired launch was stored before, too.
      const expired = await db
        .selectFrom('expired_launches')
        .select('id')
        .where('request_key', '=', launch.requestKey)
        .executeTakeFirst();
      if (expired !== undefined) return false;
      // A taken handle isn't a conflict that means "stored before", so it throws.
      const row = await db
        .insertInto('launches')
        .values({ ...columns(launch), ...released(dueAt) })
        .onConflict((conflict) => conflict.column('request_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return false;
      const labels = labelRows(launch);
      if (labels.length > 0) await db.insertInto('launch_labels').values(labels).execute();
      return true;
    },
    async handleTaken(handle) {
      for (const table of ['launches', 'expired_launches'] as const) {
        const query = db.selectFrom(table).select('id').where('handle', '=', handle);
        if ((await query.executeTakeFirst()) !== undefined) return true;
      }
      return false;
    },
    async lock(id) {
      return read(forUpdate(context, rows().where('id', '=', id)));
    },
    async byRequestKey(requestKey) {
      return read(rows().where('request_key', '=', requestKey));
    },
    async byHandle(handle) {
      return read(rows().where('handle', '=', handle));
    },
    async byIds(ids) {
      const found: Launch[] = [];
      for (const some of pieces(ids)) {
        const matching = await rows().where('id', 'in', some).execute();
        found.push(...matching.map((row) => launchRow.parse(row)));
      }
      return found;
    },
    async waiting(limit, after) {
      const state: LaunchState = 'waiting';
      const all = rows().where('state', '=', state).orderBy('requested_at').orderBy('id');
      const waiting =
        after === undefined
          ? all
          : all.where((eb) =>
              eb.or([
                eb('requested_at', '>', after.requestedAt),
                eb('requested_at', '=', after.requestedAt).and('id', '>', after.id),
              ]),
            );
      return (await waiting.limit(limit).execute()).map((row) => launchRow.parse(row));
    },
    async repeatOf(id) {
      return read(
        rows()
          .where('repeats', '=', id)
          .where('repeats', 'is not', null)
          .orderBy('requested_at', 'desc')
          .limit(1),
      );
    },
    async claimDue(limit, leaseMs) {
      return claimDue(context, { table: 'launches', row: launchRow, limit, leaseMs });
    },
    release: (launch, dueAt, lease) =>
      underLease(write(launch.id).set({ ...columns(launch, now), ...released(dueAt) }), lease),
    saveUnderLease: (launch, lease) =>
      underLease(write(launch.id).set(columns(launch, now)), lease),
    async overrule(launch, dueAt) {
      await write(launch.id)
        .set({ ...columns(launch, now), ...released(dueAt) })
        .execute();
    },
    nextDueAt: () => nextDueAt(context, 'launches'),
  };
}
