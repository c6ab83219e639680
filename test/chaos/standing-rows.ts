// Rows beside those of launches: what people have set up, and what is read or told apart from the threads. Evidence of a small world may
// leave them out.

import { z } from 'zod';

const text = z.string();
// PostgreSQL may give 64-bit numbers as text.
const number = z.coerce.number();

/** Each table as a list of its rows. */
export const standingRows = {
  /** There only as long as something is to be read. */
  log_tails: z.array(z.looseObject({ id: text, attempts: number })).default([]),
  /** There only until the outbox has taken over. */
  direct_notes: z.array(z.looseObject({ id: text, user_id: text })).default([]),
};
