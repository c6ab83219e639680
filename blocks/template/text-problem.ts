import { formatTarget } from '../../app/domain/job/job.ts';
import { redacted } from '../../app/domain/secret/redact.ts';
import type { TextProblem, TextTrouble } from '../../app/domain/template/text/text-problem.ts';
import {
  asSentence,
  sentence,
  allTogether,
  type Sentence,
} from '../../app/domain/text/sentence.ts';
import { eachName } from '../kit/phrases.ts';
import type { OfKind, WordsByKind } from '../kit/words-by-kind.ts';

/** Why a template's text can't be used or kept, and what to do. */
export const textProblems: WordsByKind<TextProblem> = {
  'named-otherwise': ({ name, itself }) =>
    sentence`The text calls itself \`${itself}\`, and this is \`${name}\`: change its \`name\`, or save it as \`${itself}\`.`,
  'still-redacted': () =>
    sentence`\`${redacted}\` stands where a secret was: write what is to stand there, such as a parameter, or remove it.`,
  'search-too-long': () =>
    sentence`It takes too long to be looked through for secrets: make it smaller.`,
  'tells-secret': ({ where }) =>
    sentence`${where === 'note' ? 'Your note' : 'A comment'} seems to hold a secret, and everyone who may read the template would see it: take it out.`,
  'example-image': () =>
    sentence`\`PROJECT/REPOSITORY/IMAGE\` is only the example that a new template begins with: write where your image is.`,
  'runs-elsewhere': ({ targets, configured }) =>
    sentence`It runs in ${eachName(targets.map(formatTarget))} only, and this bot is set up for ${eachName(configured.map(formatTarget))}.`,
  'also-in-file': ({ name, file }) =>
    sentence`\`${name}\` is kept in Slack as well, and ${file} is the one that is used: rename one, or delete the file for a while and then the other by \`template delete ${name}\`.`,
};

/** All that is wrong with a text, in one sentence after the other. */
export function sayTroubles(troubles: readonly TextTrouble[]): Sentence {
  return allTogether(troubles.map((one) => (typeof one === 'string' ? asSentence(one) : say(one))));
}

function say<Kind extends TextProblem['kind']>(one: OfKind<TextProblem, Kind>): Sentence {
  return textProblems[one.kind](one);
}
