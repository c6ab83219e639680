import { formatTarget } from '../../app/domain/job/job.ts';
import type { LaunchProblem } from '../../app/domain/launch/launch-problem.ts';
import { foreign, sentence } from '../../app/domain/text/sentence.ts';
import { dollars, eitherTarget } from '../kit/phrases.ts';
import type { WordsByKind } from '../kit/words-by-kind.ts';

const durations = sentence`Durations are written 90s, 45m, 1h30m or 7d.`;

/** Why a launch, re-run or cancel can't be done. */
export const launchProblems: WordsByKind<LaunchProblem> = {
  'no-template-chosen': () =>
    sentence`Which template? Choose it in the form, or write \`launch <template> [key=value …]\`.`,
  'form-outdated': ({ template }) =>
    sentence`\`${template}\` has changed since this form was opened: close it and open it again.`,
  'preview-outdated': ({ template }) =>
    sentence`\`${template}\` has changed since this preview: look at it again.`,
  'duration-unreadable': () => durations,
  'max-time-unreadable': () => sentence`\`max-time\`: ${durations}`,
  'amount-unreadable': () => sentence`This must be ${dollars}: write 200 or 0.50, say.`,
  'max-cost-unreadable': () => sentence`\`max-cost\` must be ${dollars}: write 200 or 0.50, say.`,
  'no-channel-chosen': () => sentence`Choose a channel for its card.`,
  'template-elsewhere': ({ template, targets }) =>
    sentence`\`${template}\` runs in ${eitherTarget(targets)} only, which this bot is not set up for.`,
  'location-unknown': ({ location, targets }) =>
    sentence`Nothing can be launched in ${foreign(location)}: write ${eitherTarget(targets, 'in=')}.`,
  'location-ambiguous': ({ location, targets }) =>
    sentence`Several projects have ${foreign(location)}: write ${eitherTarget(targets, 'in=')}.`,
  'target-dropped': ({ handle, target, targets }) =>
    sentence`\`${handle}\` ran in \`${formatTarget(target)}\`, which this bot is not set up for any more: add ${eitherTarget(targets, 'in=')}.`,
  'version-dropped': ({ handle, template, version }) =>
    sentence`I don’t have version \`${version}\` of \`${template}\` any more, from which \`${handle}\` was launched: re-run it without changes, or launch \`${template}\` as it is now.`,
  'rerun-template-gone': ({ handle }) =>
    sentence`The template of \`${handle}\` is not there any more as it was: re-run it without changes.`,
  'two-named': ({ first, second }) =>
    sentence`Nothing was cancelled: that names \`${first}\` and \`${second}\`, and I cancel one job at a time. (A reason may be put in quotes.)`,
};
