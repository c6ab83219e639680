// The promises of design.md, held against the two servers' own books and the bot's rows. Pure: evidence in, findings out.

import type { Evidence } from './evidence.ts';
import { indexEvidence } from './evidence-index.ts';
import { judgeAudit } from './judge-audit.ts';
import { judgeChannels } from './judge-channels.ts';
import { judgeHomes } from './judge-homes.ts';
import { judgeLaunches } from './judge-launches.ts';
import { judgeLeavers } from './judge-leavers.ts';
import { judgeTails } from './judge-tails.ts';
import { judgeTemplates } from './judge-templates.ts';
import { judgeSaid } from './judge-said.ts';
import { judgeThreads } from './judge-threads.ts';
import { judgeTruth } from './judge-truth.ts';
import { judgeWatches } from './judge-watches.ts';

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

/** Judges a run. `open` names what had not come to its end in a generous time. */
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
      ...judgeLeavers(index),
    ],
  };
}
