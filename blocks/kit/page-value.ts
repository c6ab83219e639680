import { z } from 'zod';
import { listScopes, type ListFilter, type ListTurn } from '../../app/domain/job/list-filter.ts';
import { knownStates } from '../../app/domain/job/state.ts';

/** What the button to another page of a list carries: which jobs, from where on, and the token of its message. */
export type PageValue = {
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

/** At most some 800 characters, of the 2,000 that a button's value may have. */
export function writePageValue({ filter, turn, token }: PageValue): string {
  const { scope, states, sinceMs, owner, template, label } = filter;
  return JSON.stringify({
    filter: { scope, states, sinceMs, owner, template, label },
    turn,
    token,
  });
}

/** Reads a value; undefined when it is not one of ours, or of another version. */
export function readPageValue(value: string): PageValue | undefined {
  try {
    return valueSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
