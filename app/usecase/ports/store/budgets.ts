import type { Purse } from '../../../domain/budget/limit-refusal.ts';
import type { Spender } from '../../../domain/budget/standing.ts';

/** What launches spend and may still spend, for the budgets of a policy. */
export interface Budgets {
  /**
   * Waits for every other transaction that has called this: until this one ends, no other launch is
   * admitted to a budget. To be asked after the locks, and before any row is written or locked.
   */
  turn(): Promise<void>;
  /**
   * The launches that pay from one of these purses and ran at or after `since` (Unix ms), run, or may
   * still run: accepted, sent, or looked for. Those that wait for an approval promise nothing.
   */
  spenders(purses: readonly Purse[], since: number): Promise<readonly Spender[]>;
  /** Notes a warning of a month (Unix ms of its beginning). False: it was given before. */
  warn(month: number, purse: Purse): Promise<boolean>;
}
