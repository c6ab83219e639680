import type { Kysely } from 'kysely';
import type { Schema } from '../schema/schema.ts';

/** The times in what is kept of a guard; what else has one of these names is none. */
const times: readonly string[] = [
  'at',
  'deliveredAt',
  'stuckAt',
  'cancelledAt',
  'goneAt',
  'lookedAt',
];

/**
 * Shifts the times that a guard’s grace and its extensions are counted from. Its workers read a row
 * anew before they write it, so those in hand are shifted, too.
 */
export async function redateGuards(db: Kysely<Schema>, byMs: number): Promise<void> {
  const rows = await db
    .selectFrom('guards')
    .select(['id', 'progress', 'extensions'])
    .where((eb) => eb.or([eb('progress', '!=', '{}'), eb('extensions', '!=', '[]')]))
    .execute();
  for (const { id, progress, extensions } of rows) {
    const shifted = {
      progress: shift(progress, byMs),
      extensions: shift(extensions, byMs),
    };
    await db.updateTable('guards').set(shifted).where('id', '=', id).execute();
  }
}

/** What can’t be read stays as it is. */
function shift(text: string, byMs: number): string {
  try {
    return JSON.stringify(
      JSON.parse(text, (key, value: unknown) =>
        typeof value === 'number' && times.includes(key) ? value + byMs : value,
      ),
    );
  } catch {
    return text;
  }
}
