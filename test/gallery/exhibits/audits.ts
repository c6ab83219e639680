// Pages of the audit.

import type { AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { AuditedAct } from '../../../app/domain/audit/audit-view.ts';
import type { Captioned } from '../exhibit.ts';
import { ago } from './samples.ts';

type Audit = AnswerOf<'audit'>;

const act = (minutes: number, more: Omit<AuditedAct, 'key' | 'at'>): AuditedAct => ({
  ...{ key: `command:${minutes}`, at: ago(minutes) },
  ...more,
});

const rows: readonly AuditedAct[] = [
  act(4, {
    ...{ actor: 'U0BO', verb: 'cancel', subject: 'a3f9', job: 'a3f9', template: 'llama-tune' },
    ...{ verdict: 'allowed', rule: 'role:lead', reason: 'wrong dataset' },
  }),
  act(31, {
    ...{ actor: 'U0CLEO', verb: 'launch', subject: 'llama-tune', template: 'llama-tune' },
    ...{ verdict: 'refused', rule: 'lock:3' },
    outcome: 'refused: locked {"lock":3}',
  }),
  act(58, {
    ...{ actor: 'U0WANDA', verb: 'lock', subject: 'template=llama-*', verdict: 'allowed' },
    ...{ rule: 'role:lead', reason: 'data under review', outcome: 'set as lock 3' },
  }),
  act(95, {
    ...{ actor: 'U0ANA', verb: 'launch', subject: 'a3f9', job: 'a3f9', template: 'llama-tune' },
    ...{ verdict: 'allowed', rule: 'full-member' },
    outcome: 'created projects/ml-prod/locations/us-central1/customJobs/8474954081719555745',
  }),
];

const page: Audit = {
  ...{ kind: 'audit', filter: { sinceMs: 7 * 86_400_000 }, rows },
  ...{ newer: false, older: true, whole: true, sure: true, turned: false },
};

export const audits: readonly Captioned<Audit>[] = [
  ['The audit, for who reads all of it', page],
  [
    'The audit of a job, on an older page, for who sees the job',
    {
      ...page,
      filter: { sinceMs: 30 * 86_400_000, job: 'a3f9' },
      rows: rows.filter(({ job }) => job === 'a3f9'),
      ...{ newer: true, older: false, whole: false, turned: true },
    },
  ],
  [
    'Nothing on record',
    {
      ...page,
      ...{ rows: [], older: false, whole: false },
      filter: { sinceMs: 86_400_000, actor: 'U0ANA', template: 'llama-tune' },
    },
  ],
];
