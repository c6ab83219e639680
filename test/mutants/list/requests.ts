// A request is obeyed once, and only by what it says.

import type { Mutant } from '../mutant.ts';

export const requests: readonly Mutant[] = [
  {
    name: 'held-is-its-requester’s',
    why: 'somebody else says for its requester that a second launch is meant',
    file: 'app/usecase/launch/request/confirm-launch.ts',
    find: '|| launch.requester.userId !== requester.userId',
    replace: '',
    test: {
      file: 'test/usecase/launch/launch.test.ts',
      name: 'the same launch while the first is alive > goes on when its requester says so, once',
    },
  },
  {
    name: 'same-launch-held',
    why: 'a command typed twice buys two clusters',
    file: 'app/usecase/launch/request/store-launch.ts',
    find: 'repeats === undefined ? await findDuplicate(tx, deps, requester, filled) : undefined',
    replace: 'undefined',
    test: {
      file: 'test/usecase/launch/launch.test.ts',
      name: 'the same launch while the first is alive > is held: nothing is launched',
    },
  },
  {
    name: 'handle-free',
    why: 'a handle means two jobs: the wrong one is cancelled',
    file: 'app/usecase/launch/request/store-launch.ts',
    find: 'if (!(await tx.launches.handleTaken(handle))) return handle;',
    replace: 'return handle;',
    test: {
      file: 'test/usecase/launch/request/store-launch.test.ts',
      name: 'a handle is never used again',
    },
  },
  {
    name: 'guess-confirmed',
    why: 'the beginning of a name cancels a job that nobody meant',
    file: 'app/usecase/cancel/request-cancel.ts',
    find: 'confirm || guessed ||',
    replace: 'confirm ||',
    test: {
      file: 'test/usecase/cancel/cancel.test.ts',
      name: 'by the beginning of a name is asked about',
    },
  },
  {
    name: 'ended-is-not-cancelled',
    why: 'a job that has ended is said to be cancelled',
    file: 'app/usecase/cancel/request-cancel.ts',
    find: "if (!isLive(card)) return { kind: 'already-finished', card };",
    replace: '',
    test: {
      file: 'test/usecase/cancel/cancel.test.ts',
      name: 'of a finished job answers with its real state and asks nobody',
    },
  },
  {
    name: 'given-up-once',
    why: 'what was found or launched again meanwhile is given up, and its job forgotten',
    file: 'app/usecase/launch/give-up-launch.ts',
    find: "if (launch?.state !== 'unknown') return false;",
    replace: 'if (launch === undefined) return false;',
    test: {
      file: 'test/usecase/launch/submit-launch.test.ts',
      name: 'a launch that was never found > is given up no more once its job was found',
    },
  },
  {
    name: 'again-once',
    why: 'two who press Launch again at the same moment buy two clusters',
    file: 'app/usecase/launch/accept-launch.ts',
    find: "lock(repeats))?.state !== 'unknown'",
    replace: 'lock(repeats))?.state === undefined',
    test: {
      file: 'test/usecase/launch/submit-launch.test.ts',
      name: 'a launch that was never found > is launched again once, whoever clicks how often',
    },
  },
  {
    name: 'acked-when-stored',
    why: 'a message whose bot died before it was stored is lost',
    file: 'app/slack/listeners/ack-all.ts',
    find: 'if (isEvent) return;',
    replace: '',
    test: {
      file: 'test/slack/app.test.ts',
      name: 'signed HTTP > refuses an event that could not be stored',
    },
  },
  {
    name: 'preview-is-what-is-sent',
    why: 'Send unchecked sends another version than the one that was looked at',
    file: 'app/usecase/launch/request/send-unchecked.ts',
    find: 'if (template?.version !== version) return changed(name);',
    replace: 'if (template === undefined) return changed(name);',
    test: {
      file: 'test/usecase/launch/request/send-unchecked.test.ts',
      name: 'what is newer than the bot is refused in a config of gcloud’s',
    },
  },
  {
    name: 'form-of-this-version',
    why: 'a form launches a template that somebody changed since it was opened',
    file: 'app/usecase/form/form-template.ts',
    find: 'template?.version === version ? template : undefined',
    replace: 'template',
    test: {
      file: 'test/usecase/form/launch-form.test.ts',
      name: 'of a template that changed meanwhile launches nothing',
    },
  },
  {
    name: 'command-length',
    why: 'a command of a megabyte holds the bot up',
    file: 'app/domain/command/parse-command.ts',
    find: 'if (text.length > longestCommand)',
    replace: 'if (text.length < 0)',
    test: {
      file: 'test/domain/command/parse-command.test.ts',
      name: 'what is longer than a command may be is not read at all',
    },
  },
  {
    name: 'mistake-is-told',
    why: 'a mistake is dropped in silence, and the form has a default in its place',
    file: 'app/domain/form/launch-draft.ts',
    find: 'if (!read.ok) isInvalid = true;',
    replace: 'if (!read.ok) isInvalid = false;',
    test: {
      file: 'test/domain/form/launch-draft.test.ts',
      name: 'a mistake is told even where something is lacking besides',
    },
  },
];
