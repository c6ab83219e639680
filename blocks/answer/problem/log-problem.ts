import type { LogProblem } from '../../../app/domain/logs/log-problem.ts';
import { sentence } from '../../../app/domain/text/sentence.ts';
import { withoutEnd } from '../../../app/domain/text/without-end.ts';
import type { WordsByKind } from '../../kit/words-by-kind.ts';

/** Why a log can't be read, with the remedy if a person can do something. */
export const logProblems: WordsByKind<LogProblem> = {
  'logging-not-enabled': ({ project }) =>
    sentence`Cloud Logging is not enabled in \`${project}\`: enable logging.googleapis.com there.`,
  'logs-forbidden': ({ project }) =>
    sentence`The bot’s account may not read logs in \`${project}\`: give it \`roles/logging.viewer\` there.`,
  'logs-not-read': ({ why }) => sentence`${withoutEnd(why)}. Try again in a minute.`,
};
