// Checks the bot's promises against the records of the two servers and the bot's rows. Pure: evidence in, violations out.

import type { Evidence } from '../evidence/evidence.ts';
import { indexEvidence } from '../evidence/by-launch.ts';
import { checkApprovals } from './approvals.ts';
import { checkAudit } from './audit.ts';
import { checkChannels } from './channels.ts';
import { checkGuards } from './guards.ts';
import { checkHomes } from './homes.ts';
import { checkLadders } from './ladders.ts';
import { checkLaunches } from './launches.ts';
import { checkCreates } from './creates.ts';
import { checkDepartures } from './departures.ts';
import { checkLocks } from './locks.ts';
import { checkLogTails } from './log-tails.ts';
import { checkTemplates } from './templates.ts';
import { checkMessages } from './messages.ts';
import { checkThreads } from './threads.ts';
import { checkStates } from './states.ts';
import { checkWatches } from './watches.ts';

/**
 * - `lost`: something that had to be posted or done was not.
 * - `repeated`: something was posted more than once.
 * - `twice`: one request created two jobs.
 * - `other`: any other broken promise.
 */
export type Violation = {
  readonly kind: 'lost' | 'repeated' | 'twice' | 'other';
  readonly what: string;
};

export type CheckResult = {
  readonly violations: readonly Violation[];
  /** The updates that the bot stored. */
  readonly expected: number;
  /** The stored updates that exactly one message tells. */
  readonly toldOnce: number;
  /** Posts repeated because the history could not be read, and marked as possibly repeated. */
  readonly possiblyRepeated: number;
  /** Copies posted by a sender that had been frozen, and deleted by it. */
  readonly withdrawn: number;
};

/** Checks a run. `open` names what was still unfinished after a generous time. */
export function checkRun(evidence: Evidence, open: readonly string[] = []): CheckResult {
  const index = indexEvidence(evidence);
  const threads = checkThreads(index);
  return {
    ...threads.counts,
    violations: [
      ...open.map((what): Violation => ({ kind: 'other', what: `not over: ${what}` })),
      ...evidence.badExits.map(({ code, said }): Violation => ({
        kind: 'other',
        what: `a bot ended with ${code ?? 'a signal'}: ${said}`,
      })),
      ...checkLaunches(index),
      ...checkCreates(index),
      ...checkMessages(index),
      ...threads.findings,
      ...checkStates(index),
      ...checkAudit(index),
      ...checkLogTails(index),
      ...checkTemplates(index),
      ...checkWatches(index),
      ...checkHomes(index),
      ...checkChannels(index),
      ...checkDepartures(index),
      ...checkLocks(index),
      ...checkApprovals(index),
      ...checkGuards(index),
      ...checkLadders(index),
    ],
  };
}
