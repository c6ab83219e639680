// What the exporting command asks the bot over the socket, and what the bot answers.

import { z } from 'zod';

/** At most this many rows are read and sent at once, so that neither process is held up. */
export const pageRows = 500;

const place = z.object({ at: z.number(), key: z.string() });

export const rowsRequest = z.object({
  since: z.number(),
  until: z.number().optional(),
  /** The last row that was read. */
  after: place.optional(),
});
export type RowsRequest = z.output<typeof rowsRequest>;

const known = z.string().optional();

/** A row as the bot sends it, which may be of another version. */
const row = z.object({
  key: z.string(),
  at: z.number(),
  actor: z.string(),
  verb: z.string(),
  subject: z.string(),
  channel: z.string(),
  detail: z.record(z.string(), z.unknown()),
  outcome: known,
  completedAt: z.number().optional(),
  policy: known,
  surface: known,
  job: known,
  template: known,
  verdict: known,
  rule: known,
  reason: known,
  specHash: known,
});
export const rowsAnswer = z.object({ rows: z.array(row) });

/** Reads the rows that come next; none: that was all. */
export type ReadRows = (request: RowsRequest) => Promise<readonly z.output<typeof row>[]>;

/** The socket beside a database file. */
export const socketOf = (file: string): string => `${file}.sock`;
