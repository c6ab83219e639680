import { formatTarget, type Target } from '../../app/domain/job/job.ts';
import { code, listed, type Sentence } from '../../app/domain/text/sentence.ts';

/** The sentence for each kind of problem in a group. */
export type ProblemWords<Problem extends { readonly kind: string }> = {
  readonly [Kind in Problem['kind']]: (
    problem: Extract<Problem, { readonly kind: Kind }>,
  ) => Sentence;
};

/** `ml-prod/us-central1` or `ml-prod/us-east1`. */
export function eitherTarget(targets: readonly Target[]): Sentence {
  return listed(
    targets.map((target) => code(formatTarget(target))),
    'or',
  );
}
