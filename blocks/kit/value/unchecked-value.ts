import { z } from 'zod';

const short = z.string().min(1).max(200);

const valueSchema = z.strictObject({
  template: short,
  version: short,
  target: z.strictObject({ project: short, location: short }),
  maxTimeMs: z.int().positive().optional(),
  maxCostUsd: z.number().positive().optional(),
  token: short,
});

/** The value of a button that sends what a preview showed: the launch, and the message's token. */
export type UncheckedValue = z.output<typeof valueSchema>;

/** Parses a value; undefined if it isn't the bot's, or from another version. */
export function readUncheckedValue(value: string): UncheckedValue | undefined {
  try {
    return valueSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
