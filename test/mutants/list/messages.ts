// What people write to the bot is done once, and what they write to each other is not done at all.

import type { Mutant, NamedTest } from '../mutant.ts';

const mentions = (name: string): NamedTest => ({
  file: 'test/usecase/request/mention.test.ts',
  name,
});

export const messages: readonly Mutant[] = [
  {
    name: 'edit-does-nothing',
    why: 'whoever mends a word in an old message launches or cancels once more',
    file: 'app/slack/listeners/hear.ts',
    find: 'if (edited) await',
    replace: "if (edited && userId === '') await",
    test: {
      file: 'test/slack/listeners/mention.test.ts',
      name: 'a mention > in Socket Mode > with an edit is heard',
    },
  },
  {
    name: 'prose-does-nothing',
    why: 'a sentence in a job’s thread is taken for a command',
    file: 'app/usecase/request/run-said.ts',
    find: 'if (parsed.ok || parsed.unknown === undefined) {',
    replace: "if (parsed.ok || parsed.unknown !== '') {",
    test: mentions('what is no command is answered shortly, and does nothing'),
  },
  {
    name: 'heard-once',
    why: 'a message that Slack brings again is done again',
    file: 'app/usecase/request/hear.ts',
    find: 'if (!(await store.transaction((tx) => tx.heard.begin(key)))) {',
    replace: 'if (key === "") {',
    test: {
      file: 'test/usecase/request/hear.test.ts',
      name: 'what is answered at once or later is done with, in every process',
    },
  },
  {
    name: 'heard-before-done',
    why: 'a message whose bot died over it is never answered',
    file: 'app/usecase/request/hear.ts',
    find: 'await followed.over();',
    replace: '',
    test: {
      file: 'test/usecase/request/hear.test.ts',
      name: 'what follows the ack counts as well, and may fail',
    },
  },
  {
    name: 'heard-again-when-it-failed',
    why: 'a message that could not be stored is lost',
    file: 'app/usecase/request/hear.ts',
    find: 'taken.catch(() => forget(key));',
    replace: 'taken.catch(() => undefined);',
    test: {
      file: 'test/usecase/request/hear.test.ts',
      name: 'work that fails rejects, and may come again',
    },
  },
  {
    name: 'said-cancel-confirmed',
    why: 'a sentence that begins with the bot’s name cancels a job',
    file: 'app/usecase/request/run-command.ts',
    find: 'confirm: request.said === true',
    replace: 'confirm: false',
    test: mentions('a cancel is confirmed by one press'),
  },
  {
    name: 'begins-with-the-mention',
    why: 'people who speak of the bot in a job’s thread command it',
    file: 'app/domain/command/address.ts',
    find: "'y',",
    replace: "'g',",
    test: { file: 'test/domain/command/address.test.ts', name: 'is not said to the bot' },
  },
  {
    name: 'bots-are-not-heard',
    why: 'a workflow or another app launches jobs, or the bot answers itself for ever',
    file: 'app/slack/listeners/said.ts',
    find: ' && bot_id === undefined',
    replace: '',
    test: {
      file: 'test/slack/listeners/mention.test.ts',
      name: 'is not heard: of a workflow or another app',
    },
  },
];
