import { formatTarget, type Target } from '../../app/domain/job/job.ts';
import type { FillProblem } from '../../app/domain/template/fill/fill-problem.ts';
import { foreign, sentence, together, type Sentence } from '../../app/domain/text/sentence.ts';
import { didYouMean, eitherTarget, eachName } from '../kit/phrases.ts';
import type { WordsByKind } from '../kit/words-by-kind.ts';

/** Why a template can't be filled, and what to write instead. */
export const fillProblems: WordsByKind<FillProblem> = {
  'no-such-parameter': ({ template, typed, near, names }) =>
    together(
      sentence`\`${template}\` has no parameter ${foreign(typed)}.`,
      didYouMean(
        near,
        names.length > 0 ? sentence`It takes ${eachName(names)}.` : sentence`It takes none.`,
      ),
    ),
  'parameters-missing': ({ template, names }) =>
    sentence`\`${template}\` needs ${eachName(names)}: add \`${names.map((name) => `${name}=…`).join(' ')}\`.`,
  'parameter-missing': ({ name }) => sentence`\`${name}\` is needed.`,
  'secret-given': ({ name }) =>
    sentence`\`${name}\` was given what looks like a secret, and everyone who may see the job would see it: keep it in Secret Manager, and let the job’s service account read it there.`,
  'target-not-allowed': ({ template, target, targets }) =>
    sentence`\`${template}\` may not run in \`${formatTarget(target)}\`: choose ${either(targets)}.`,
  'target-not-chosen': ({ template, targets }) =>
    sentence`\`${template}\` can run in ${either(targets)}: add \`in=${formatTarget(targets[0])}\` or another.`,
  'nothing-configured': () => sentence`No project and location is configured for this bot.`,
  'targets-not-configured': ({ targets, configured }) =>
    sentence`This bot is not set up for ${eachName(targets.map(formatTarget))}: it launches in ${either(configured)}.`,
};

const either = (targets: readonly Target[]): Sentence =>
  targets.length === 0 ? sentence`another template` : eitherTarget(targets);
