// Parts of sentences that several of them have.

import { formatTarget, type Target } from '../../app/domain/job/job.ts';
import { code, listed, sentence, type Sentence } from '../../app/domain/text/sentence.ts';

/** `lr`, `epochs` and `data`. */
export const eachName = (all: readonly string[]): Sentence => listed(all.map(code));

/** `ml-prod/us-central1` or `ml-prod/us-east1`; as an option, `in=ml-prod/us-central1` or …. */
export function eitherTarget(targets: readonly Target[], option = ''): Sentence {
  return listed(
    targets.map((target) => code(`${option}${formatTarget(target)}`)),
    'or',
  );
}

/** `near` as a question, else what there is. */
export function didYouMean(near: string | undefined, otherwise: Sentence = []): Sentence {
  return near === undefined ? otherwise : sentence`Did you mean ${code(near)}?`;
}

/** What an amount that somebody types for one launch must be. */
export const dollars = sentence`an amount in US dollars and cents for the whole job, above 0 and at most 1,000,000,000`;
