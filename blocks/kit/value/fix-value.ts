import { z } from 'zod';
import type { LaunchDraft } from '../../../app/domain/form/launch-draft.ts';
import { limits } from '../limits.ts';

const short = z.string().min(1).max(200);

const valueSchema = z.strictObject({
  template: short,
  rerunOf: short.optional(),
  parameters: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  ),
  target: z.strictObject({ project: short, location: short }).optional(),
  maxTimeMs: z.int().positive().optional(),
  maxCostUsd: z.number().positive().optional(),
  token: short,
});

/** The value of a button that opens the form with what was valid, with the message's token. */
type FixValue = LaunchDraft & { readonly token: string };

/**
 * The value as Slack carries it, without values that are too long, longest first. Undefined if even
 * the rest doesn't fit.
 */
export function writeFixValue(draft: LaunchDraft, token: string): string | undefined {
  const longestLast = Object.entries(draft.parameters).toSorted(
    ([, a], [, b]) => JSON.stringify(a).length - JSON.stringify(b).length,
  );
  for (let kept = longestLast.length; kept >= 0; kept--) {
    const parameters = Object.fromEntries(longestLast.slice(0, kept));
    const value = JSON.stringify({ ...draft, parameters, token });
    if (value.length <= limits.buttonValue && readFixValue(value) !== undefined) return value;
  }
  return undefined;
}

/** Parses a value; undefined if it isn't the bot's, or from another version. */
export function readFixValue(value: string): FixValue | undefined {
  try {
    return valueSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
