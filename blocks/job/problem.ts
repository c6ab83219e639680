import type { JobProblem } from '../../app/domain/job/job-problem.ts';
import { foreign, sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import { eitherTarget } from '../kit/phrases.ts';
import { utcDay } from '../kit/utc-day.ts';
import type { WordsByKind } from '../kit/words-by-kind.ts';

/** Why a job can't be found or read. */
export const jobProblems: WordsByKind<JobProblem> = {
  'no-such-job': ({ typed }) => sentence`No job matches ${foreign(typed)}.`,
  'job-forgotten': ({ handle }) => sentence`I no longer know job ${foreign(handle)}.`,
  'job-expired': ({ handle, expiredAt, audited }) =>
    sentence`Job ${foreign(handle)} expired on ${utcDay(expiredAt)}: it had ended too long ago to be kept. ${inAudit(audited)}`,
  'all-ended': ({ typed, jobs }) =>
    sentence`Nothing to cancel: ${jobs} jobs fit ${foreign(typed)}, and all of them have ended.`,
  'job-elsewhere': ({ place, targets }) =>
    sentence`I read jobs in ${eitherTarget(targets)} only, and this one is in ${foreign(place)}: whoever runs me can add that to VERTEX_TARGETS.`,
  'project-elsewhere': ({ project }) =>
    sentence`Project ${foreign(project)} is none of those that I am set up for.`,
  'job-not-shown': ({ id, why }) =>
    sentence`Vertex did not show me job ${foreign(id)}: ${why ?? 'there is none'}`,
  'spec-not-told': ({ id }) =>
    sentence`Vertex did not tell what job ${foreign(id)} is made of: try again in a minute.`,
};

function inAudit(audited: number | 'for-ever' | undefined): Sentence {
  if (audited === undefined) return sentence`Its record in the audit has expired, too.`;
  if (audited === 'for-ever') return sentence`The audit still has it.`;
  return sentence`The audit has it until ${utcDay(audited)}.`;
}
