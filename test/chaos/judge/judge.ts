// Checks the bot's promises against the two servers' own records and the bot's rows. Pure: evidence in, findings out.

import type { Evidence } from '../evidence/evidence.ts';
import { indexEvidence } from '../evidence/by-launch.ts';
import { judgeAudit } from './audit.ts';
import { judgeChannels } from './channels.ts';
import { judgeHomes } from './homes.ts';
import { judgeLaunches } from './launches.ts';
import { judgeDepartures } from './departures.ts';
import { judgeTails } from './log-tails.ts';
import { judgeTemplates } from './templates.ts';
import { judgeSaid } from './said.ts';
import { judgeThreads } from './threads.ts';
import { judgeTruth } from './truth.ts';
import { judgeWatches } from './watches.ts';

/**
 * - `lost`: something was to be told or done, and was not. `repeated`: it was told more than once.
 * - `twice`: one intent made two jobs. `other`: whatever else is not as promised.
 */
export type Finding = {
  readonly kind: 'lost' | 'repeated' | 'twice' | 'other';
  readonly what: string;
};

export type Verdict = {
  readonly findings: readonly Finding[];
  /** Updates that the bot committed itself to, and those that were told by exactly one message. */
  readonly expected: number;
  readonly toldOnce: number;
  /** Posted twice where nobody could look, and marked so. */
  readonly possiblyRepeated: number;
  /** Posted once more by a sender that had been stopped, and taken away by it. */
  readonly withdrawn: number;
};

/** Judges a run. `open` names what did not come to its end within a generous time. */
export function judge(evidence: Evidence, open: readonly string[] = []): Verdict {
  const index = indexEvidence(evidence);
  const threads = judgeThreads(index);
  return {
    ...threads.counts,
    findings: [
      ...open.map((what): Finding => ({ kind: 'other', what: `not over: ${what}` })),
      ...evidence.badExits.map(({ code, said }): Finding => ({
        kind: 'other',
        what: `a bot ended with ${code ?? 'a signal'}: ${said}`,
      })),
      ...judgeLaunches(index),
      ...judgeSaid(index),
      ...threads.findings,
      ...judgeTruth(index),
      ...judgeAudit(index),
      ...judgeTails(index),
      ...judgeTemplates(index),
      ...judgeWatches(index),
      ...judgeHomes(index),
      ...judgeChannels(index),
      ...judgeDepartures(index),
    ],
  };
}
