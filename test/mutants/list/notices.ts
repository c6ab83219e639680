// Whoever launched a job hears of its end where its channel does not reach them: once, and nobody else does.

import type { Mutant, NamedTest } from '../mutant.ts';

const telling = (name: string): NamedTest => ({
  file: 'test/usecase/notification/tell-directly.test.ts',
  name,
});

export const notices: readonly Mutant[] = [
  {
    name: 'notice-of-what-was-posted',
    why: 'whoever left the channel never hears that their job has ended',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'for (const { key, update } of sent) await noteForLauncher(tx, thread, key, update);',
    replace: 'void sent;',
    test: telling('is told to its launcher directly when they have left, once, after its thread'),
  },
  {
    name: 'notice-of-what-is-held',
    why: 'a quiet channel silences its people who have left it as well',
    file: 'app/usecase/notification/tell-threads.ts',
    find: 'if (isNew && suppressed)',
    replace: 'if (isNew && !suppressed && suppressed)',
    test: telling('that the channel holds back is told all the same'),
  },
  {
    name: 'notice-of-a-burst',
    why: 'of many that end at once, whoever left hears of none that went well',
    file: 'app/usecase/notification/tell-threads.ts',
    find: ": !isTold('failures', severity);",
    replace: ': false;',
    test: telling('that a digest takes over is told all the same, each once'),
  },
  {
    name: 'notice-handed-over-once',
    why: 'a frozen process tells somebody twice',
    file: 'app/usecase/notification/tell-directly.ts',
    find: 'if (waitsUntil !== undefined || !isOver) return false;',
    replace: 'if (waitsUntil !== undefined) return false;',
    test: telling('asks once, though a worker was frozen in its look'),
  },
  {
    name: 'notice-gathered-once',
    why: 'what was told with others is told once more',
    file: 'app/usecase/notification/gather-notes.ts',
    find: 'await tx.directNotes.forget(other.id);',
    replace: '',
    test: telling('of twenty-five within a minute is one message more, which names twenty'),
  },
  {
    name: 'notice-unless-there',
    why: 'everybody is told each end twice, in the channel and directly',
    file: 'app/usecase/notification/tell-directly.ts',
    find: 'if (!member.value) return true;',
    replace: 'return true;',
    test: telling('is not told to one who is there, nor asked about more than once'),
  },
  {
    name: 'notice-of-a-failed-look',
    why: 'a look that fails once loses the end',
    file: 'app/usecase/notification/tell-directly.ts',
    find: 'else await later(deps, note, lease, message, retryAfterMs);',
    replace: 'else await giveUp(deps, note, lease, message);',
    test: telling('a look that says nothing is made again, and nothing is told before'),
  },
  {
    name: 'notice-where-it-was-launched',
    why: 'each channel that watches a job tells its launcher of its end once more',
    file: 'app/domain/notification/launcher-notice.ts',
    find: ' || launch.requester.channel !== channel',
    replace: '',
    test: {
      file: 'test/domain/notification/launcher-notice.test.ts',
      name: 'and not again of what a channel was told that only watches it',
    },
  },
];
