// When a rule of a guard is looked at again.

import type { RuleProgress } from '../../domain/guard/guard-step.ts';
import type { GuardRule } from '../../domain/guard/guard.ts';

/** What the rules wait for, while one of them is measured elsewhere. */
export const lookMs = 60_000;
/** How often to look whether a warning was delivered. */
export const deliveryMs = 5_000;

/** What is measured elsewhere is looked at each minute; a warning’s delivery more often. */
export function earliest(
  { kind }: GuardRule,
  { near, over }: RuleProgress,
  nextAt: number | undefined,
  now: number,
): number | undefined {
  const isOpen = [near, over].some((one) => one !== undefined && one.deliveredAt === undefined);
  const isStuck = [near, over].some((one) => one?.stuckAt !== undefined);
  const isMeasured = kind === 'idle' || kind === 'silent';
  const looks = [
    ...(nextAt === undefined ? [] : [nextAt]),
    ...(isOpen ? [now + (isStuck ? lookMs : deliveryMs)] : []),
    ...(isMeasured ? [now + lookMs] : []),
  ];
  return looks.length === 0 ? undefined : Math.min(...looks);
}
