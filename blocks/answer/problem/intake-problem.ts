import type { IntakeProblem } from '../../../app/domain/answer/intake-problem.ts';
import type { PledgedAct } from '../../../app/domain/launch/pledge.ts';
import { foreign, sentence, type Sentence } from '../../../app/domain/text/sentence.ts';
import type { WordsByKind } from '../../kit/words-by-kind.ts';

/**
 * Why a request may have had no effect. If it may not be stored, never says that nothing was started:
 * a commit may have happened although its confirmation was lost.
 */
export const intakeProblems: WordsByKind<IntakeProblem> = {
  'command-unreadable': () =>
    sentence`Slack sent your command in a form I can’t read. Nothing was started.`,
  'request-not-stored': ({ command }) =>
    sentence`I could not store your request, so most likely nothing comes of it. Check \`${command} list\` before you repeat it.`,
  'request-not-confirmed': ({ command }) =>
    sentence`My database takes too long to confirm your request. I tell you here when it does; check \`${command} list\` before you repeat it.`,
  // A press has a key of its own, so that repeating it is safe.
  'press-not-stored': () =>
    sentence`I could not store what you asked for. Press again in a minute: it counts once.`,
  'press-not-confirmed': () =>
    sentence`My database takes too long to confirm what you asked for. I tell you here when it does.`,
  'launch-not-stored': () =>
    sentence`I could not store your launch. Press Launch again in a minute: it counts once.`,
  'launch-not-confirmed': () =>
    sentence`I can’t confirm yet that your launch is stored. Press Launch again in a minute: it counts once.`,
  'denial-without-reason': () => sentence`Say why: a denial needs a reason, and blanks are none.`,
  'denial-not-stored': () =>
    sentence`I could not store what you decided. Press Deny again in a minute: it counts once.`,
  'denial-not-confirmed': () =>
    sentence`I can’t confirm yet that what you decided is stored. Press Deny again in a minute: it counts once.`,
  'template-not-stored': () =>
    sentence`I could not store your template. Press Save again in a minute: it counts once.`,
  'template-not-confirmed': () =>
    sentence`I can’t confirm yet that your template is stored. Press Save again in a minute: it counts once.`,
  'button-unknown': ({ command }) =>
    sentence`I don’t know this button any more, so nothing was done: use \`${command} list\` instead.`,
  'not-understood': ({ word }) => sentence`I don’t understand ${foreign(word)}.`,
  interrupted: ({ act, subject }) => interrupted(act, subject),
};

function interrupted(act: PledgedAct, subject: string): Sentence {
  switch (act) {
    case 'launch':
      return sentence`I was interrupted before I could launch ${foreign(subject)}, so nothing was launched: try again.`;
    case 'cancel':
      return sentence`I was interrupted before I could cancel ${foreign(subject)}, so nothing was cancelled: try again.`;
    case 'approve':
    case 'deny':
      return sentence`I was interrupted before I could decide on ${foreign(subject)}, so it still waits: press again.`;
    case 'template':
      return sentence`I was interrupted before I could change the template ${foreign(subject)}, so nothing was changed: try again.`;
    case 'channel':
      return sentence`I was interrupted before I could change this channel’s settings, so nothing was changed: try again.`;
    case 'lock':
      return sentence`I was interrupted before I could lock ${foreign(subject)}, so nothing was locked: try again.`;
    case 'unlock':
      return sentence`I was interrupted before I could take off ${foreign(subject)}, so it is still in force: try again.`;
    case 'extend':
      return sentence`I was interrupted before I could extend ${foreign(subject)}, so its guard goes on as before: try again.`;
    case 'watch':
    case 'unwatch':
      return sentence`I was interrupted before I could change what is watched here, so nothing was changed: try again.`;
  }
}
