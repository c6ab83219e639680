// Proves that something can be stored by storing it. On a full disk, an existing row, or a page
// with room, can still be written, so on a file the proof asks for new pages.

import { sql, type Kysely } from 'kysely';
import type { Schema } from '../schema/schema.ts';

/** Anybody may send readiness probes, so they must not cause disk writes at will. */
const provedForMs = 10_000;
/**
 * SQLite's page size, and about as many pages as a launch with its thread and audit row may take.
 */
const pageBytes = 4_096;
const pagesWanted = 4;
/** A file with this many free pages has enough room. */
const mostFreePages = 1_000;

type Proof = {
  /** The last proof's result, or a new one if that is older than ten seconds. Never throws. */
  works(): Promise<boolean>;
  /** A write failed: nothing can be stored until the next proof says otherwise. */
  failed(): void;
};

/** Creates a proof. `prove` throws if nothing can be stored; `monotonic` is in ms. */
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

/**
 * Stores a row, commits it and deletes it, together with rows of processes that died in between.
 * `id` is unique.
 */
export async function proveWrite(db: Kysely<Schema>, id: string): Promise<void> {
  const row = { id, filler: '' };
  await db.transaction().execute((tx) => tx.insertInto('proofs').values(row).execute());
  await db.transaction().execute((tx) => tx.deleteFrom('proofs').execute());
}

/**
 * Makes a SQLite file grow and rolls back, so nothing is written to the disk. @throws if it can't
 * grow
 */
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
