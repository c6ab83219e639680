// A lock keeps what it covers from being launched, until a time or until it is taken off. It never
// touches a job, nor a launch that may have been sent.

import { z } from 'zod';
import type { Target } from '../job/job.ts';
import { fitsWildcard } from '../text/wildcard.ts';

const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  /** A template's name, or a pattern of names (`fitsWildcard`). */
  z.object({ kind: z.literal('template'), pattern: z.string() }),
  /** Without a project: the location in every project. */
  z.object({ kind: z.literal('place'), project: z.string().optional(), location: z.string() }),
]);
/** What a lock covers. */
export type LockScope = z.infer<typeof scopeSchema>;

/** A lock, as messages keep it. Times are Unix ms. */
export const lockSchema = z.object({
  /** Counts up, and is never used again. */
  number: z.number(),
  scope: scopeSchema,
  reason: z.string(),
  /** Who set it, and where. */
  by: z.string(),
  channel: z.string(),
  at: z.number(),
  /** From then on it doesn't count; undefined: until somebody takes it off. */
  until: z.number().optional(),
});
export type Lock = z.infer<typeof lockSchema>;

/** What of a launch a lock looks at. */
type Coverable = { readonly template: { readonly name: string }; readonly target: Target };

/** Whether a launch is covered. */
export function covers({ scope }: Pick<Lock, 'scope'>, { template, target }: Coverable): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'template':
      return fitsWildcard(scope.pattern, template.name);
    case 'place':
      return (
        scope.location === target.location &&
        (scope.project === undefined || scope.project === target.project)
      );
  }
}

/** Whether it still counts at a time (Unix ms). */
export function isInForce({ until }: Pick<Lock, 'until'>, now: number): boolean {
  return until === undefined || now < until;
}

/**
 * Of the locks that cover a launch, the one that lasts longest, so that nobody is told to wait for
 * an hour and then refused by the next; undefined if none does.
 */
export function lockOn(locks: readonly Lock[], launch: Coverable, now: number): Lock | undefined {
  return locks
    .filter((lock) => isInForce(lock, now) && covers(lock, launch))
    .sort((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity) || a.number - b.number)
    .at(0);
}

/** The scope as it is typed. */
export function writeScope(scope: LockScope): string {
  switch (scope.kind) {
    case 'all':
      return 'all';
    case 'template':
      return `template=${scope.pattern}`;
    case 'place':
      return `in=${scope.project === undefined ? '' : `${scope.project}/`}${scope.location}`;
  }
}

/** Whether two locks cover the same. */
export function isSameScope(a: LockScope, b: LockScope): boolean {
  return writeScope(a).toLowerCase() === writeScope(b).toLowerCase();
}
