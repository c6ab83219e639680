import { z } from 'zod';
import type { AuditFilter, AuditTurn } from '../../../app/domain/audit/audit-view.ts';
import { limits } from '../limits.ts';

/**
 * The value of a button to another page of the audit: the filter, the page, and the message's token.
 */
type AuditPageValue = {
  readonly filter: AuditFilter;
  readonly turn: AuditTurn;
  readonly token: string;
};

const short = z.string().min(1).max(200);

const valueSchema = z.strictObject({
  filter: z.strictObject({
    sinceMs: z.int().positive(),
    actor: short.optional(),
    job: short.optional(),
    template: short.optional(),
  }),
  turn: z.strictObject({
    to: z.enum(['older', 'newer']),
    at: z.int(),
    key: z.string().min(1).max(1_000),
  }),
  token: short,
});

/** Undefined if there is no room for it in a button, which no key of today needs. */
export function writeAuditPageValue({ filter, turn, token }: AuditPageValue): string | undefined {
  const { sinceMs, actor, job, template } = filter;
  const value = JSON.stringify({ filter: { sinceMs, actor, job, template }, turn, token });
  return value.length <= limits.buttonValue ? value : undefined;
}

/** Parses a value; undefined if it isn't the bot's, or from another version. */
export function readAuditPageValue(value: string): AuditPageValue | undefined {
  try {
    return valueSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
