// Whether something can be stored, proved by storing it. A row that is there already, or has room in a page that is, can be written on
// a full disk, so in a file the proof asks for pages that there are not yet.

import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A probe from anywhere may ask; it is no lever to make the disk work. */
const provedForMs = 10_000;
/** SQLite's, and about as many as a request with its launch, thread and audit may take. */
const pageBytes = 4_096;
const pagesWanted = 4;
/** A file with so many free pages inside has room enough. */
const mostFreePages = 1_000;

export type Proof = {
  /** The last proof's outcome, or a new one's when that is older than ten seconds. Never throws. */
  works(): Promise<boolean>;
  /** Something else could not be stored: it doesn't work until the next proof says otherwise. */
  failed(): void;
};

/** `prove` throws when it can't be done. `monotonic` in ms. */
export function createProof(monotonic: () => number, prove: () => Promise<void>): Proof {
  let last: { readonly at: number; readonly outcome: Promise<boolean> } | undefined;

  return {
    works() {
      const now = monotonic();
      if (last === undefined || now - last.at >= provedForMs) {
        const outcome = prove().then(
          () => true,
          () => false,
        );
        last = { at: now, outcome };
      }
      return last.outcome;
    },
    failed() {
      if (last !== undefined) last = { ...last, outcome: Promise.resolve(false) };
    },
  };
}

/** Stores a row, commits it and removes it, with those of processes that died in between. `id` is nobody else's. */
export async function proveWrite(db: Kysely<Schema>, id: string): Promise<void> {
  const row = { id, filler: '' };
  await db.transaction().execute((tx) => tx.insertInto('proofs').values(row).execute());
  await db.transaction().execute((tx) => tx.deleteFrom('proofs').execute());
}

/** Makes a SQLite file grow, and rolls that back: nothing of it reaches the disk. @throws when it can't */
export async function proveGrowth(db: Kysely<Schema>, id: string): Promise<void> {
  const enough = new Error('It grew.');
  const growth = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ freelist_count: number }>`pragma freelist_count`.execute(tx);
    const free = rows[0]?.freelist_count ?? 0;
    if (free > mostFreePages) throw enough;
    const filler = 'x'.repeat((free + pagesWanted) * pageBytes);
    await tx.insertInto('proofs').values({ id, filler }).execute();
    throw enough;
  });
  await growth.catch((error: unknown) => {
    if (error !== enough) throw error;
  });
}
