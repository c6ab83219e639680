import { sql, type RawBuilder } from 'kysely';

/**
 * A column of text, for a condition that must not choose the index: where the index of another
 * condition has few rows (what is parked or stuck), and that of this one may have very many (a channel).
 */
export const unindexed = (column: string): RawBuilder<string> =>
  sql<string>`${sql.ref(column)} || ''`;
