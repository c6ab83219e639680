import { foreign, sentence } from '../../../app/domain/text/sentence.ts';
import { writeCriterion } from '../../../app/domain/watch/watch.ts';
import type { WatchProblem } from '../../../app/domain/watch/watch-problem.ts';
import type { WordsByKind } from '../../kit/words-by-kind.ts';

/** Why a watch can't begin or end. */
export const watchProblems: WordsByKind<WatchProblem> = {
  'nothing-to-watch': ({ displayName, state }) =>
    sentence`${foreign(displayName)} has ended already: it is ${state}, so there is nothing to watch.`,
  'job-gone-meanwhile': ({ id }) =>
    sentence`Vertex answers again, and job ${foreign(id)} is not there to be watched: it had ended before, or there is none.`,
  'not-watched-here': ({ criterion }) =>
    sentence`${foreign(writeCriterion(criterion))} is not watched in this channel.`,
};
