import { z } from 'zod';
import type { TemplateSave } from '../../domain/template/template-save.ts';
import type { TemplateSaves } from '../../usecase/ports/store/template-history.ts';
import type { Context } from '../db/context.ts';
import { optional, storable } from '../db/rows.ts';

const actions = ['save', 'restore', 'delete'] as const satisfies readonly TemplateSave['action'][];

const saveRow = z
  .object({
    name: z.string(),
    number: z.number(),
    action: z.enum(actions),
    text: z.string(),
    author: z.string(),
    saved_at: z.number(),
    note: optional(z.string()),
    restored: optional(z.number()),
  })
  .transform(({ saved_at: at, ...save }): TemplateSave => ({ ...save, at }));

/** The table of templates kept in Slack. */
export function createTemplateSaves({ db, now }: Context): TemplateSaves {
  const saves = () => db.selectFrom('template_saves').selectAll();
  const newest = (name: string) => saves().where('name', '=', name).orderBy('number', 'desc');
  return {
    async add(save, requestKey) {
      // The first to take a number has it: of two editors of the same version, the second adds
      // nothing.
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('template_saves')
        .values(
          storable({
            name: save.name,
            number: save.number,
            action: save.action,
            text: save.text,
            author: save.author,
            saved_at: now,
            note: save.note ?? null,
            restored: save.restored ?? null,
            request_key: requestKey,
          }),
        )
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async byRequestKey(requestKey) {
      const row = await saves().where('request_key', '=', requestKey).executeTakeFirst();
      return row && saveRow.parse(row);
    },
    async newest(name) {
      const row = await newest(name).limit(1).executeTakeFirst();
      return row && saveRow.parse(row);
    },
    async get(name, number) {
      const row = await saves()
        .where('name', '=', name)
        .where('number', '=', number)
        .executeTakeFirst();
      return row && saveRow.parse(row);
    },
    async history(name, limit, olderThan) {
      const older =
        olderThan === undefined ? newest(name) : newest(name).where('number', '<', olderThan);
      const rows = await older.limit(limit).execute();
      return rows.map((row) => saveRow.parse(row));
    },
    async list() {
      const rows = await saves()
        .where((eb) =>
          eb(
            'number',
            '=',
            eb
              .selectFrom('template_saves as other')
              .whereRef('other.name', '=', 'template_saves.name')
              .select(({ fn }) => fn.max('other.number').as('newest')),
          ),
        )
        .where('action', '!=', 'delete')
        .orderBy('name')
        .execute();
      return rows.map((row) => saveRow.parse(row));
    },
  };
}
