import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** The row at which launches take turns that have a budget, and the warnings that were given. */
export const budgets: Migration = {
  name: '0031-budgets',
  async up(tx) {
    await sql`create table budget_turns (id integer primary key)`.execute(tx);
    await sql`insert into budget_turns (id) values (1)`.execute(tx);
    await sql`create table budget_warnings (
      month bigint not null,
      purse text not null,
      at bigint not null,
      primary key (month, purse)
    )`.execute(tx);
  },
};
