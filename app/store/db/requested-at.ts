import { sql, type RawBuilder } from 'kysely';

/**
 * When a launch was requested, for the rows that carry it, so that an index of theirs goes by it. It
 * changes only with the clock, and theirs with it (`redate`).
 */
export const requestedAt = (launchId: string): RawBuilder<number> =>
  sql<number>`(select launches.requested_at from launches where launches.id = ${launchId})`;
