import type { AccessProblem } from '../../../app/domain/permission/access-problem.ts';
import { asSentence, sentence } from '../../../app/domain/text/sentence.ts';
import type { WordsByKind } from '../../kit/words-by-kind.ts';

/** Why Slack, or something of the bot's own, gave no answer. */
export const accessProblems: WordsByKind<AccessProblem> = {
  'person-not-known-yet': () =>
    sentence`Slack has not told me yet who you are: try again in a moment.`,
  'channels-not-known-yet': () =>
    sentence`Slack has not told me which channels you are in: try again in a moment.`,
  'person-not-told': ({ why }) =>
    sentence`Slack did not tell me who you are (${asSentence(why)}), so I can’t answer. Try again in a minute.`,
  'person-not-known-in-time': ({ button }) =>
    sentence`Slack has not told me yet who you are, so nothing was stored: press ${button} again in a moment.`,
  'person-not-told-for-form': ({ why }) =>
    sentence`Slack did not tell me who you are (${asSentence(why)}): try again.`,
  'window-not-opened': ({ why }) =>
    sentence`The window could not be opened (${asSentence(why)}): try again by the slash command.`,
  'out-of-order': () =>
    sentence`Something of mine does not answer, so I can’t either: try again in a minute.`,
};
