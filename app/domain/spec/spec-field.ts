// Field types of a CustomJobSpec. Messages follow the field's path and never quote the content of
// env or args.

import { z } from 'zod';

/** For most lists. Lists of arbitrary length (args) are limited by the size of the tree. */
const longestList = 1_000;

type Invalid = { readonly input?: unknown };

const orRequired =
  (message: string) =>
  ({ input }: Invalid): string =>
    input === undefined ? 'is required' : message;

/**
 * Text that may be empty. A bare number or boolean is refused, as in gcloud: YAML has already
 * changed it (`1.10` becomes 1.1, `007` 7, `on` true).
 */
export const text = z
  .string({
    error: ({ input }: Invalid) =>
      typeof input === 'number' || typeof input === 'boolean'
        ? 'must be text: quote it'
        : orRequired('must be text')({ input }),
  })
  .refine((value) => value.isWellFormed(), 'must be well-formed Unicode');

export const filledText = text.min(1, 'must not be empty');

export const flag = z.boolean({ error: orRequired('must be true or false') });

/**
 * A whole number, or its digits as text: JSON encodes int64 like that, and Google accepts both for
 * every integer.
 */
function wholeNumber(least: number, most: number) {
  const error = orRequired(
    most >= 2 ** 31 - 1
      ? `must be a whole number of at least ${least}`
      : `must be a whole number from ${least} to ${most}`,
  );
  return z.preprocess(
    (input) => (typeof input === 'string' && /^-?\d{1,16}$/.test(input) ? Number(input) : input),
    z.int({ error }).min(least, { error }).max(most, { error }),
  );
}

/** int32, positive. */
export const count = wholeNumber(1, 2 ** 31 - 1);
/** int32; zero means "none". */
export const countOrNone = wholeNumber(0, 2 ** 31 - 1);
/** int64: a string on the wire, so that no parser rounds it. */
export const longCount = wholeNumber(1, Number.MAX_SAFE_INTEGER).transform(String);

/** google.protobuf.Duration as JSON: seconds, up to nine decimals, at most 10,000 years. */
export const seconds = z
  .string({ error: orRequired('must be seconds with an s, such as "3600s"') })
  .regex(/^\d{1,12}(?:\.\d{1,9})?s$/, 'must be seconds with an s, such as "3600s"')
  .refine((value) => secondsOf(value) <= 315_576_000_000, 'must be at most 10,000 years');

/** The number of seconds in `"3600s"`. */
export function secondsOf(duration: string): number {
  return Number(duration.slice(0, -1));
}

/**
 * The name of an enum value. Unknown values are checked separately. `what` is the singular of what
 * it names.
 */
export function nameOf(what: string) {
  return z.string({ error: orRequired(`must be the name of ${what}`) });
}

/** A list of at most `most` entries. */
export function list<T extends z.ZodType>(item: T, most = longestList) {
  return z
    .array(item, { error: orRequired('must be a list') })
    .max(most, `must have at most ${most} entries`);
}

/** A message with these fields. Other fields are kept, and checked separately. */
export function message<T extends z.ZodRawShape>(shape: T) {
  return z.looseObject(shape, {
    error: ({ code, input }) =>
      code === 'invalid_type' ? orRequired('must be a mapping')({ input }) : undefined,
  });
}
