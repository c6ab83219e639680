// What a policy file says about guards.

import { z } from 'zod';
import { writtenGuard } from './written-guard.ts';
import { duration } from '../text/written.ts';
import type { Guard } from './guard.ts';

/** What a policy says about guards. */
export type PolicyGuards = {
  /** Rules for every job that the bot launches, and for those made elsewhere. */
  readonly own: Guard;
  readonly external: Guard;
  /** Warnings and cancels are only told, as what would have been done. */
  readonly dryRun: boolean;
  /** How much longer people may let one job run in all (ms). */
  readonly maxExtensionMs: number;
  /** Whoever sees a job that has reached a limit of its guard may stop it. */
  readonly anyoneMayStop: boolean;
};

/** If a policy doesn't say how much longer a job may be let run in all. */
export const usualExtensionMs = 24 * 3_600_000;

const mostExtensionMs = 90 * 86_400_000;
/** `0` and `0h`: nobody may extend anything. */
const none = z
  .union([z.literal(0), z.string().regex(/^\s*0+[dhms]?\s*$/)])
  .transform((): number => 0);

const shape = {
  default: writtenGuard('policy').default([]),
  external: writtenGuard('policy').default([]),
  dryRun: z.boolean('must be true or false').default(false),
  maxExtension: z
    .union([none, duration.refine((ms) => ms <= mostExtensionMs, 'must be at most 90d')])
    .default(usualExtensionMs),
  anyoneMayStop: z.boolean('must be true or false').default(false),
};

export const policyGuardKeys: readonly string[] = Object.keys(shape);

/** Guards of all jobs. */
export const guards = z
  .strictObject(
    shape,
    'must be a mapping with default, external, dryRun, maxExtension or anyoneMayStop',
  )
  .transform(({ default: own, maxExtension, ...rest }): PolicyGuards => ({
    ...rest,
    own,
    maxExtensionMs: maxExtension,
  }));
