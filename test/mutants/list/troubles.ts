// Trouble of the bot itself is told in the ops channel: once, by what may be seen there, and once more when it is over.

import type { Mutant, NamedTest } from '../mutant.ts';

const told = (name: string): NamedTest => ({
  file: 'test/usecase/trouble/ops-channel.test.ts',
  name,
});
const look = 'app/usecase/trouble/look-for-trouble.ts';

export const troubles: readonly Mutant[] = [
  {
    name: 'trouble-told-once',
    why: 'two replicas that look at once tell the same trouble twice',
    file: look,
    find: 'if (isOurs) await tell(',
    replace: 'if (isOurs || threadId !== undefined) await tell(',
    test: told('is told by one of two that look at once'),
  },
  {
    name: 'trouble-over-by-a-poll',
    why: 'a bot that has just begun says that a target is read again which is not',
    file: look,
    find: "return readAt !== undefined && readAt > at ? 'read' : undefined;",
    replace: "return readAt === undefined || readAt !== at ? 'read' : undefined;",
    test: told('that is not read after a restart'),
  },
  {
    name: 'trouble-over-after-it',
    why: 'the end of a trouble stands in the channel before it',
    file: 'app/domain/trouble/trouble-steps.ts',
    find: "return one.isPosted ? [{ do: 'tell-over', noted: one, how }] : [];",
    replace: "return [{ do: 'tell-over', noted: one, how }];",
    test: {
      file: 'test/domain/trouble/trouble-steps.test.ts',
      name: 'whose message waits says nothing of its end before',
    },
  },
  {
    name: 'trouble-of-the-target',
    why: 'after the bot was down, each target is told to be unread',
    file: 'app/domain/trouble/unread-target.ts',
    find: 'if (sixTicksAgo === undefined) return false;',
    replace: 'if (sixTicksAgo === undefined) return true;',
    test: told('is no trouble because the bot was down'),
  },
  {
    name: 'trouble-for-nobody',
    why: 'an ops channel that is closed makes a direct message to nobody, again and again',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'if (userId === nobody) return;',
    replace: '',
    test: told('that can’t be posted to is told once it can'),
  },
  {
    name: 'trouble-in-the-old-channel',
    why: 'what waits for an ops channel that isn’t set any more is tried for ever, and told there',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'return channel !== opsChannel;',
    replace: 'return false;',
    test: told('that was changed while a message waited'),
  },
];
