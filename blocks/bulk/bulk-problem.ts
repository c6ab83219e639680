import type { BulkProblem } from '../../app/domain/bulk/bulk-problem.ts';
import { sentence } from '../../app/domain/text/sentence.ts';
import type { WordsByKind } from '../kit/words-by-kind.ts';

/** Why a question about many jobs can't be answered, and what to do. */
export const bulkProblems: WordsByKind<BulkProblem> = {
  'bulk-expired': () =>
    sentence`That question has expired, and nothing was cancelled: jobs come and go. Type the command again, and I show which fit now.`,
  'bulk-of-another': () =>
    sentence`Somebody else was asked that, and nothing was cancelled: type the command yourself.`,
};
