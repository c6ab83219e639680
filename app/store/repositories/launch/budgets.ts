import { sql, type ExpressionBuilder } from 'kysely';
import { z } from 'zod';
import type { Purse } from '../../../domain/budget/limit-refusal.ts';
import type { Spender } from '../../../domain/budget/standing.ts';
import { timeBoundOf } from '../../../domain/cost/at-most.ts';
import type { Budgets } from '../../../usecase/ports/store/budgets.ts';
import { forUpdate, type Context } from '../../db/context.ts';
import { hasLabel, labelOf } from '../../db/labels.ts';
import { json, optional, record } from '../../db/rows.ts';
import type { Schema } from '../../schema/schema.ts';
import { runColumns, runRow } from '../run-row.ts';
import { estimateColumn } from './estimates.ts';

const spenderRow = z.object({
  id: z.string(),
  origin: optional(z.literal('watched')),
  asker_user: z.string(),
  template_name: z.string(),
  estimate: estimateColumn,
});

const bodyRow = z.object({ body: json(z.looseObject({ jobSpec: record })) });

/** States in which a launch may get a job and has none yet. */
const pending = ['accepted', 'submitting', 'doubt', 'unknown'] as const;

const columns = [
  'launches.id',
  'launches.origin',
  'launches.asker_user',
  'launches.template_name',
  'launches.estimate',
] as const;

type Launches = ExpressionBuilder<Schema, 'launches'>;

/** What launches spend, read by index: of this month, live, or pending. */
export function createBudgets(context: Context): Budgets {
  const { db, now } = context;
  return {
    async turn() {
      const turns = db.selectFrom('budget_turns').select('id').where('id', '=', 1);
      await forUpdate(context, turns).executeTakeFirstOrThrow();
    },
    async spenders(purses, since) {
      const keys = [...new Set(purses.flatMap((one) => (one.kind === 'label' ? [one.key] : [])))];
      const labels = (eb: Launches) =>
        keys.map((key, index) => labelOf(eb, key).as(`label_${index}`));
      const read = (row: Readonly<Record<string, unknown>>, more: Partial<Spender>): Spender => {
        const { id, origin, asker_user, template_name, estimate } = spenderRow.parse(row);
        const found = keys.flatMap((key, index) => {
          const value = row[`label_${index}`];
          return typeof value === 'string' ? [[key, value] as const] : [];
        });
        const template = template_name;
        const own = { id, origin, requesterId: asker_user, template, estimate };
        return { ...own, labels: Object.fromEntries(found), ...more };
      };
      const bound = (row: unknown) => timeBoundOf(bodyRow.parse(row).body).ms;
      const jobs = db
        .selectFrom('jobs')
        .innerJoin('launches', 'launches.id', 'jobs.launch_id')
        .where((eb) => paysFromAny(eb, purses))
        .select([...columns, ...runColumns])
        .select(labels);
      const ended = await jobs
        .where('jobs.live', '=', 0)
        .where('jobs.state_since', '>=', since)
        .where('jobs.start_time', 'is not', null)
        .execute();
      const live = await jobs.where('jobs.live', '=', sql.lit(1)).select('launches.body').execute();
      const unsent = await db
        .selectFrom('launches')
        .where('launches.state', 'in', pending)
        .where((eb) => paysFromAny(eb, purses))
        .select([...columns, 'launches.body'])
        .select(labels)
        .execute();
      return [
        ...ended.map((row) => read(row, { run: runRow.parse(row) })),
        ...live.map((row) => read(row, { run: runRow.parse(row), boundMs: bound(row) })),
        ...unsent.map((row) => read(row, { boundMs: bound(row) })),
      ];
    },
    async warn(month, purse) {
      const row = await db
        .insertInto('budget_warnings')
        .values({ month, purse: keyOf(purse), at: now })
        .onConflict((conflict) => conflict.columns(['month', 'purse']).doNothing())
        .returning('month')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function paysFromAny(eb: Launches, purses: readonly Purse[]) {
  return eb.or(
    purses.map((purse) => {
      switch (purse.kind) {
        case 'all':
          return eb.val(1 as const).$castTo<boolean>();
        case 'person':
          return eb.and([
            eb('launches.asker_user', '=', purse.userId),
            eb('launches.origin', 'is', null),
          ]);
        case 'template':
          return eb.and([
            eb('launches.template_name', '=', purse.template),
            eb('launches.origin', 'is', null),
          ]);
        case 'label':
          return hasLabel(eb, purse.key, purse.value);
      }
    }),
  );
}

/** How a purse is written in the table. Its meaning must not change. */
function keyOf(purse: Purse): string {
  switch (purse.kind) {
    case 'all':
      return 'all';
    case 'person':
      return `person ${purse.userId}`;
    case 'template':
      return `template ${purse.template}`;
    case 'label':
      return `label ${purse.key}=${purse.value}`;
  }
}
