import { z } from 'zod';
import { listScopes, type ListFilter, type ListTurn } from '../../../app/domain/job/list-filter.ts';
import { knownStates } from '../../../app/domain/job/state.ts';

/**
 * The value of a button to another page of a list: the filter, the page, and the message's token.
 */
type PageValue = {
  readonly filter: ListFilter;
  readonly turn: ListTurn;
  readonly token: string;
};

const short = z.string().min(1).max(200);

const valueSchema = z.strictObject({
  filter: z.strictObject({
    scope: z.enum(listScopes),
    states: z
      .array(z.enum(['live', ...knownStates]))
      .min(1)
      .optional(),
    sinceMs: z.int().positive().optional(),
    owner: short.optional(),
    template: short.optional(),
    label: z.strictObject({ key: short, value: z.string().max(200) }).optional(),
  }),
  turn: z.strictObject({ to: z.enum(['older', 'newer']), requestedAt: z.int(), id: short }),
  token: short,
});

/** At most some 800 characters, within the 2,000 of a button's value. */
export function writePageValue({ filter, turn, token }: PageValue): string {
  const { scope, states, sinceMs, owner, template, label } = filter;
  return JSON.stringify({
    filter: { scope, states, sinceMs, owner, template, label },
    turn,
    token,
  });
}

/** Parses a value; undefined if it isn't the bot's, or from another version. */
export function readPageValue(value: string): PageValue | undefined {
  try {
    return valueSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
