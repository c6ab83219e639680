// Explains an error of a job, or of a create. Google varies product names in its messages, so
// patterns match only the stable middle. The first match wins. An unknown message is shown as it
// is.

import { explainExit } from './exit-code.ts';
import { accessMatchers } from './explain-access.ts';
import { permissionMatchers } from './explain-permission.ts';
import { requestMatchers } from './explain-request.ts';
import type { Cause, Explanation } from './explanation.ts';
import { explainFound, foundErrors } from './found-errors.ts';
import type { JobError } from '../job/job.ts';
import { firstMatch, type Matcher, type Spec } from './matcher.ts';
import { demandOn, quotaNames } from './quota.ts';
import { withoutEnd } from '../text/without-end.ts';

const matchers: readonly Matcher[] = [
  {
    pattern: /Replicas low on memory(?:: ?([\w-]+))?/i,
    explain: ([, pool]) => ({ kind: 'low-memory', pool }),
  },
  {
    pattern: /Replicas low on disk(?:: ?([\w-]+))?/i,
    explain: ([, pool]) => ({ kind: 'low-disk', pool }),
  },
  {
    pattern: /ran out[- ]of[- ]memory|status of (?:137|9)\b/i,
    explain: () => ({ kind: 'killed' }),
  },
  {
    pattern: /quota metrics exceed quota limits: ?([^\s]+)/i,
    explain: ([, metrics = ''], jobSpec) => ({
      kind: 'over-quota',
      quotas: quotaNames(metrics).map((name) => ({ name, demand: demandOn(name, jobSpec) })),
    }),
  },
  {
    pattern: /Resources are insufficient in region|does not have enough resources available/i,
    explain: () => ({ kind: 'no-machines' }),
  },
  {
    pattern:
      /(?:Service Agent (\S+) )?does not have permission to access Artifact Registry(?: repository (\S+))?/i,
    explain: ([, agent, repository]) => ({
      kind: 'image-not-pulled',
      agent,
      repository: repository && withoutEnd(repository, '.,;:'),
    }),
  },
  {
    pattern: /exited with a non-zero status of (\d+)/i,
    explain: ([, code = '']) => explainExit(Number(code)),
  },
  {
    pattern: /Internal error/i,
    explain: () => ({ kind: 'internal' }),
  },
  {
    pattern: /permission to act as service[_ ]account:? ?([^\s]+?)\.?(?:\s|$)/i,
    explain: ([, account = '']) => ({ kind: 'act-as-refused', account }),
  },
  {
    pattern: /Machine type "?([\w-]+)"? is not supported/i,
    explain: ([, machineType = '']) => ({ kind: 'machine-not-offered', machineType }),
  },
  {
    pattern: /is not cancellable/i,
    explain: () => ({ kind: 'not-cancellable' }),
  },
  {
    pattern: /Permission denied on resource project/i,
    explain: () => ({ kind: 'project-refused' }),
  },
  ...permissionMatchers,
  ...requestMatchers,
  ...accessMatchers,
];

const byCode: Readonly<Record<number, Cause>> = {
  4: { kind: 'timed-out' },
  7: { kind: 'permission-denied' },
  8: { kind: 'exhausted' },
  13: { kind: 'internal' },
  14: { kind: 'unavailable' },
};

/**
 * Explains an error by its message, then by its gRPC code; undefined if neither is known. The text
 * after "Termination reason" is the job's own output and isn't matched.
 */
export function explainError({ code, message }: JobError, jobSpec?: Spec): Explanation | undefined {
  const [stable = ''] = message.split('Termination reason');
  const inWords = (text: string) => firstMatch(matchers, text, jobSpec);
  return explainFound(foundErrors(stable), inWords) ?? inWords(stable) ?? byCode[code];
}
