// Values that people write in files.

import { z } from 'zod';
import { parseDurationMs } from './duration.ts';

export const text = z.string('must be text: quote it');

/** A list, of which one item may stand alone. */
export const list = <T extends z.ZodType>(item: T, what: string) =>
  z.preprocess(
    (one) => (typeof one === 'string' ? [one] : one),
    z.array(item, `must be a list of ${what}`),
  );

/** A duration as in commands, in ms. */
export const duration = z.unknown().transform((written, context): number => {
  // A number alone has no unit, quoted or not.
  const ms = typeof written === 'string' ? parseDurationMs(written) : undefined;
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'must be a duration, such as 24h, 90m or 7d' });
  return z.NEVER;
});
