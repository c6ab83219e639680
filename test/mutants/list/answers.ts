// One answer for one request, when it is decided.

import type { Mutant } from '../mutant.ts';

export const answers: readonly Mutant[] = [
  {
    name: 'said-before-decided',
    why: 'somebody is told that a job is launching, and then that nothing was started',
    file: 'app/usecase/launch/stored-answer.ts',
    find: "if (state === 'requested') return undefined;",
    replace: '',
    test: {
      file: 'test/usecase/request/one-answer.test.ts',
      name: 'is answered each request once',
    },
  },
  {
    name: 'launch-answered',
    why: 'nobody is told what came of a launch they asked for',
    file: 'app/usecase/launch/accept-launch.ts',
    find: 'else await deps.answerer.answer(launch.requester',
    replace: 'else if (launch.id === outcome.handle) await deps.answerer.answer(launch.requester',
    test: {
      file: 'test/usecase/request/one-answer.test.ts',
      name: 'is answered each request once',
    },
  },
  {
    name: 'cancel-answered',
    why: 'nobody is told what came of a cancel they asked for',
    file: 'app/usecase/cancel/accept-cancel.ts',
    find: 'return card && { card };',
    replace: 'return undefined;',
    test: {
      file: 'test/usecase/request/one-answer.test.ts',
      name: 'is answered each request once',
    },
  },
  {
    name: 'cancel-answer-outlined',
    why: 'an admin who cancels a job of a private channel is told its name',
    file: 'app/usecase/cancel/accept-cancel.ts',
    find: 'cancelStored(card.launch, outcome.card.launch)',
    replace: 'cancelStored(outcome.card.launch)',
    test: {
      file: 'test/usecase/permission/who-sees.test.ts',
      name: 'may cancel it, after a question',
    },
  },
  {
    name: 'prevented-answered',
    why: 'a launch that was cancelled before it was decided is never answered',
    file: 'app/usecase/cancel/follow-cancel.ts',
    find: "return launch?.state === 'requested' ? { unanswered: launch.requester } : undefined;",
    replace: 'return undefined;',
    test: {
      file: 'test/usecase/request/one-answer.test.ts',
      name: 'cancelled before it was decided',
    },
  },
  {
    name: 'answer-place',
    why: 'what is decided by another process is answered outside the thread, beside the question, or nowhere at Home',
    file: 'app/store/db/rows.ts',
    find: 'answer_place: isWaiting && hasPlace ?',
    replace: 'answer_place: !isWaiting && hasPlace ?',
    test: { file: 'test/usecase/request/one-answer.test.ts', name: 'where they were asked' },
  },
  {
    name: 'saved-behind-an-error',
    why: 'a template is saved although its window says that it was not',
    file: 'app/usecase/template/submit-template.ts',
    find: 'await beforeAck(deps, decideOn(deps, request, permission))',
    replace: 'await decideOn(deps, request, permission)',
    test: {
      file: 'test/usecase/request/one-answer.test.ts',
      name: 'is not saved behind a look-up',
    },
  },
  {
    name: 'direct-of-bots',
    why: 'the bot answers what it writes itself in a direct message, for ever',
    file: 'app/slack/listeners/said.ts',
    find: 'userId !== botUserId && bot_id === undefined',
    replace: 'true',
    test: { file: 'test/slack/listeners/message.test.ts', name: 'is ignored: of another bot' },
  },
  {
    name: 'direct-unfurled',
    why: 'somebody is told that they edited a message in which Slack unfurled a link, or it is obeyed again',
    file: 'app/slack/listeners/message.ts',
    find: 'written !== event && spoken?.edited === false ? undefined : spoken',
    replace: 'spoken',
    test: { file: 'test/slack/listeners/message.test.ts', name: 'with a link that was unfurled' },
  },
  {
    name: 'direct-only',
    why: 'every message of every channel is taken for a command',
    file: 'app/slack/listeners/message.ts',
    find: "if (event.channel_type !== 'im') return;",
    replace: '',
    test: { file: 'test/slack/listeners/message.test.ts', name: 'is ignored: in a channel' },
  },
  {
    name: 'echo-of-another',
    why: 'doctor names a trouble that is none: another replica had the echo',
    file: 'app/slack/client/echo.ts',
    find: 'return deps.alone && isOverdue',
    replace: 'return isOverdue',
    test: { file: 'test/slack/client/echo.test.ts', name: 'where another process may have had it' },
  },
];
