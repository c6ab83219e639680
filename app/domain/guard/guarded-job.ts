// What is kept of a job’s guard from one look to the next.

import { z } from 'zod';
import { guardRuleSchema } from './guard.ts';
import { ruleProgressSchema } from './guard-step.ts';

/** One extension, by a person. Times are Unix ms. */
const extensionSchema = z.object({ by: z.string(), at: z.number(), ms: z.number() });
type Extension = z.output<typeof extensionSchema>;

export const guardRulesSchema = z.array(guardRuleSchema);
export const guardProgressSchema = z.record(z.string(), ruleProgressSchema);
export const extensionsSchema = z.array(extensionSchema);

export type GuardedJob = {
  readonly launchId: string;
  /** The rules in force at the last look. */
  readonly rules: z.output<typeof guardRulesSchema>;
  /** By the rule’s key. */
  readonly progress: z.output<typeof guardProgressSchema>;
  readonly extensions: readonly Extension[];
};

/** How much longer people have let it run, ms. */
export function extendedMsOf({ extensions }: Pick<GuardedJob, 'extensions'>): number {
  return extensions.reduce((sum, { ms }) => sum + ms, 0);
}

/** Until when it may idle or be silent, since people said so (Unix ms). */
export function quietUntilOf({ extensions }: Pick<GuardedJob, 'extensions'>): number | undefined {
  const ends = extensions.map(({ at, ms }) => at + ms);
  return ends.length === 0 ? undefined : Math.max(...ends);
}
