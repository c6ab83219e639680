import type { TemplateRequestProblem } from '../../app/domain/template/text/template-request-problem.ts';
import { versionName } from '../../app/domain/template/template-save.ts';
import { foreign, sentence, together } from '../../app/domain/text/sentence.ts';
import { didYouMean } from '../kit/phrases.ts';
import type { WordsByKind } from '../kit/words-by-kind.ts';
import { sayTroubles, textProblems } from './text-problem.ts';

/** Why a template can't be used, shown or changed. */
export const templateProblems: WordsByKind<TemplateRequestProblem> = {
  'no-template': ({ name, near }) =>
    together(sentence`There is no template ${foreign(name)}.`, didYouMean(near)),
  ...textProblems,
  'template-broken': ({ name, problems }) =>
    sentence`The template ${foreign(name)} can’t be used: ${sayTroubles(problems)}`,
  'kept-in-file': ({ name, file }) =>
    sentence`${foreign(name)} is kept in the file ${file}, with its history: change it there.`,
  'kept-in-broken-file': ({ name, file }) =>
    sentence`${foreign(name)} is the name of the file ${file}, which is broken: mend it there.`,
  'not-kept-in-slack': ({ name }) => sentence`There is no template ${foreign(name)} kept in Slack.`,
  'deleted-already': ({ name }) => sentence`${foreign(name)} is deleted already.`,
  'no-version': ({ name, version }) =>
    sentence`${foreign(name)} has no version ${versionName(version)}: \`template history ${name}\` lists them.`,
  'version-was-delete': ({ name, version }) =>
    sentence`By ${versionName(version)} ${foreign(name)} was deleted: restore the version before it.`,
  'version-in-use': ({ name, version }) =>
    sentence`${foreign(name)} ${versionName(version)} is the version in use already.`,
  'version-outdated': ({ version, problems }) =>
    sentence`${versionName(version)} can’t be brought back: ${sayTroubles(problems)}`,
  'changed-meanwhile': ({ name }) =>
    sentence`Somebody changed \`${name}\` at the same moment, so nothing was done: look at \`template history ${name}\`, and try again.`,
  'no-version-in-slack': ({ name, version }) =>
    sentence`There is no version ${versionName(version)} of a template ${foreign(name)} in Slack: \`template history ${name}\` lists them.`,
  'version-without-text': ({ name, version }) =>
    sentence`${foreign(name)} was deleted by ${versionName(version)}: name the version before it.`,
  'no-older-version': ({ name, version }) =>
    sentence`${foreign(name)} has no version before ${versionName(version)}.`,
};
