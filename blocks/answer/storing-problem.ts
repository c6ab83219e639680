import type { StoringProblem } from '../../app/domain/command/storing-problem.ts';
import { sentence } from '../../app/domain/text/sentence.ts';
import type { ProblemWords } from '../kit/problem-words.ts';

/**
 * Why a request may not be stored. Never says that nothing was started: a commit may have happened
 * although its confirmation was lost.
 */
export const storingProblems: ProblemWords<StoringProblem> = {
  'request-not-stored': ({ command }) =>
    sentence`I could not store your request, so most likely nothing comes of it. Check \`${command} list\` before you repeat it.`,
  'request-not-confirmed': ({ command }) =>
    sentence`My database takes too long to confirm your request. I tell you here when it does; check \`${command} list\` before you repeat it.`,
  'launch-not-stored': () =>
    sentence`I could not store your launch. Press Launch again in a minute: it counts once.`,
  'launch-not-confirmed': () =>
    sentence`I can’t confirm yet that your launch is stored. Press Launch again in a minute: it counts once.`,
  'template-not-stored': () =>
    sentence`I could not store your template. Press Save again in a minute: it counts once.`,
  'template-not-confirmed': () =>
    sentence`I can’t confirm yet that your template is stored. Press Save again in a minute: it counts once.`,
};
