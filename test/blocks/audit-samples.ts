// Pages of the audit, with hostile text wherever it may stand.

import type { Answer, AnswerOf } from '../../app/domain/answer/answer.ts';
import type { AuditedAct } from '../../app/domain/audit/audit-view.ts';
import { auditPageSize } from '../../app/usecase/audit/show-audit.ts';
import type { Sample } from './problem-samples.ts';

type Audit = AnswerOf<'audit'>;

const at = 1_764_000_000_000;

/** An act with everything in it that can be shown. */
export function actOf(foreign: string, more: Partial<AuditedAct> = {}): AuditedAct {
  return {
    ...{ key: 'command:1', at, actor: 'U0BO', verb: 'launch', subject: foreign, job: foreign },
    ...{ template: foreign, verdict: 'allowed', rule: foreign, reason: foreign, outcome: foreign },
    ...more,
  };
}

export function pageOf(rows: readonly AuditedAct[], more: Partial<Audit> = {}): Audit {
  return {
    ...{ kind: 'audit', filter: { sinceMs: 7 * 86_400_000 }, rows },
    ...{ newer: false, older: false, whole: true, sure: true, turned: false },
    ...more,
  };
}

/** The longest page there can be. */
export function longestPage(foreign: string): Audit {
  const rows = Array.from({ length: auditPageSize }, (_, index) =>
    actOf(foreign, { job: `${foreign}2`, template: `${foreign}3`, at: at + index }),
  );
  const filter = { sinceMs: 7 * 86_400_000, actor: 'U0ANA', job: 'a3f9', template: 'hello' };
  return pageOf(rows, { filter, newer: true, older: true, whole: false });
}

export function auditAnswersOf(foreign: string): Pick<Sample<Answer>, 'audit'> {
  return {
    audit: [
      pageOf([
        actOf(foreign),
        actOf('a3f9', { actor: foreign, verb: foreign, verdict: foreign, job: undefined }),
        actOf('all', {
          ...{ verdict: 'refused', outcome: undefined, reason: undefined },
          ...{ job: undefined, template: undefined },
        }),
        actOf('a3f9', { verdict: undefined, rule: undefined, outcome: undefined, job: 'a3f9' }),
      ]),
      pageOf([], {
        filter: { sinceMs: 60_000, actor: 'U0ANA', job: foreign, template: foreign },
        whole: false,
      }),
      pageOf([actOf(foreign)], { older: true, whole: false, sure: false }),
      longestPage(foreign),
    ],
  };
}
