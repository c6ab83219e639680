import { z } from 'zod';

const short = z.string().min(1).max(200);

const valueSchema = z.strictObject({
  template: short,
  version: short,
  target: z.strictObject({ project: short, location: short }),
  maxTimeMs: z.int().positive().optional(),
  token: short,
});

/** What the button carries that sends what a preview showed: which launch, and the token of its message. */
export type UncheckedValue = z.output<typeof valueSchema>;

/** Reads a value; undefined when it is not one of ours, or of another version. */
export function readUncheckedValue(value: string): UncheckedValue | undefined {
  try {
    return valueSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
