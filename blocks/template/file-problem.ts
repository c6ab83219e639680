import type { FileProblem } from '../../app/domain/form/file-problem.ts';
import { sentence } from '../../app/domain/text/sentence.ts';
import type { WordsByKind } from '../kit/words-by-kind.ts';

/** Why a picked file can't be read, and what to do. */
export const fileProblems: WordsByKind<FileProblem> = {
  'file-too-large': () => sentence`The file is larger than 1 MB.`,
  'file-without-address': () => sentence`Slack did not say where the file is.`,
  'files-forbidden': () =>
    sentence`Slack does not let me read files: reinstall the app with its newest manifest.`,
  'file-refused': ({ httpStatus }) =>
    sentence`Slack did not give me the file (HTTP ${httpStatus}).`,
  'file-too-late': () => sentence`Slack did not give me the file in time: try again.`,
  'file-not-text': () => sentence`The file is not UTF-8 text.`,
};
