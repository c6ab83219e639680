import { z } from 'zod';
import type { LaunchDraft } from '../../app/domain/form/launch-draft.ts';
import { limits } from './limits.ts';

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
  token: short,
});

/** What the button carries that opens a form with what was right, and the token of its message. */
export type FixValue = LaunchDraft & { readonly token: string };

/** As Slack takes it: values too long to be carried are left out, the longest first. Undefined: not even the rest can be. */
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

/** Reads a value; undefined when it is not one of ours, or of another version. */
export function readFixValue(value: string): FixValue | undefined {
  try {
    return valueSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
