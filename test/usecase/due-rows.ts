// Which rows the loops would find, read past the store: most looks find nothing, and a transaction for each would take most of the
// tests' time.

import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Store } from '../../app/usecase/ports/store/store.ts';

/** Tables whose rows are worked off at their time. That of Homes isn't among them: nobody waits for it. */
const tables = [
  'launches',
  'votes',
  'cancels',
  'guards',
  'bulks',
  'watches',
  'log_tails',
  'use_tails',
  'threads',
  'direct_notes',
  'pledges',
  'channels',
] as const;

export type DueTable = (typeof tables)[number];

export type DueRows = {
  /** Whether a row of this table may be due now. */
  readonly isDue: (table: DueTable) => boolean;
  /** When the next row of any of these tables is due (Unix ms); for a leased row, when its lease ends. Infinity: none is. */
  readonly nextDueAt: () => Promise<number>;
};

/** Reads them in a database of this process. */
export function dueRowsIn(database: DatabaseSync, clock: () => number): DueRows {
  const row = z.object({ next: z.number().nullable() });
  const reads = Object.fromEntries(
    tables.map((table) => [
      table,
      database.prepare(
        `select min(case when lease_until > due_at then lease_until else due_at end) as next from ${table} where due_at is not null`,
      ),
    ]),
  );
  const nextOf = (table: DueTable) => row.parse(reads[table]?.get()).next ?? Infinity;
  return {
    isDue: (table) => nextOf(table) <= clock(),
    nextDueAt: () => Promise.resolve(Math.min(...tables.map(nextOf))),
  };
}

/** Asks a store on any database. It can't tell what is due without a transaction, so every look is taken. */
export function dueRowsOf(store: Store): DueRows {
  return {
    isDue: () => true,
    nextDueAt: () =>
      store.transaction(async (tx) => {
        const looks = [
          tx.launches,
          tx.votes,
          tx.cancels,
          tx.guards,
          tx.bulks,
          tx.watches,
          tx.logTails,
          tx.useTails,
          tx.threads,
          tx.directNotes,
          tx.pledges,
          tx.channels,
        ];
        let next = Infinity;
        for (const table of looks) next = Math.min(next, (await table.nextDueAt()) ?? Infinity);
        return next;
      }),
  };
}
