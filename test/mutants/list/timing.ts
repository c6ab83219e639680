// When something is sent: not before it is welcome, nor before what is on its way can have shown itself.

import type { Mutant, NamedTest } from '../mutant.ts';

const delivering = (name: string): NamedTest => ({
  file: 'test/usecase/notification/deliver.test.ts',
  name,
});

export const timing: readonly Mutant[] = [
  {
    name: 'doubt-waits',
    why: 'what is still on its way is looked for too early, and sent twice',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'outcome.retryAfterMs ?? deps.settings.leaseMs',
    replace: 'outcome.retryAfterMs ?? 0',
    test: delivering('that did not arrive is sent again, not before it could have'),
  },
  {
    name: 'edit-in-doubt',
    why: 'a card is mended at once, and an edit that comes late spoils it again',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'await tx.rateBudgets.close(budgetKeys.card(thread.id), again);',
    replace: '',
    test: delivering('an edit in doubt is shown once more when it can no longer land'),
  },
  {
    name: 'one-post-a-second',
    why: 'Slack throttles the bot, and news come late',
    file: 'app/usecase/notification/rate-limits.ts',
    find: 'const postIntervalMs = 1_000;',
    replace: 'const postIntervalMs = 0;',
    test: delivering('gets one post a second for a channel'),
  },
  {
    name: 'not-sent-retry-after',
    why: 'Slack is asked again before it wants to be',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'Math.max(outcome.retryAfterMs ?? 0, backOffMs(attempts))',
    replace: 'backOffMs(attempts)',
    test: delivering('is waited before the same is sent again (not-sent)'),
  },
  {
    name: 'doubt-retry-after',
    why: 'what a 429 may have let through is sent again before it shows',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'outcome.retryAfterMs ?? deps.settings.leaseMs',
    replace: '1_000',
    test: delivering('is waited before the same is sent again (in-doubt)'),
  },
  {
    name: 'channel-retry-after',
    why: 'one thread waits, and the others of its channel run into the same wall',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'if (outcome.retryAfterMs !== undefined) await throttle(',
    replace: 'if (outcome.retryAfterMs === -1) await throttle(',
    test: delivering('is waited by the whole channel'),
  },
  {
    name: 'look-retry-after',
    why: 'a channel’s history is read again before Slack wants it to be',
    file: 'app/usecase/notification/deliver.ts',
    find: 'Math.max(seen.retryAfterMs ?? 0, backOffMs(attempts))',
    replace: 'backOffMs(attempts)',
    test: delivering('is waited before a message is looked for again'),
  },
  {
    name: 'app-refused',
    why: 'each thread tries a token that was revoked for itself',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'await tx.rateBudgets.close(budgetKeys.app, tx.now + appRetryMs);',
    replace: '',
    test: delivering('of an app that is refused holds every channel'),
  },
  {
    name: 'folded-through-any-state',
    why: 'a job that is paused and resumed all the time floods its thread',
    file: 'app/domain/notification/flaps.ts',
    find: '!isTerminal(update.change.to)',
    replace: "!isTerminal(update.change.to) && update.change.to !== 'PAUSED'",
    test: {
      file: 'test/usecase/notification/turns.test.ts',
      name: 'a job that flaps through PAUSED',
    },
  },
  {
    name: 'end-not-folded',
    why: 'a job’s end waits for a minute, and is one of many changes in a line',
    file: 'app/domain/notification/flaps.ts',
    find: ' && !isTerminal(update.change.to)',
    replace: '',
    test: {
      file: 'test/domain/notification/flaps.test.ts',
      name: 'are those into any state that it may leave again',
    },
  },
  {
    name: 'turns',
    why: 'a job that flaps keeps its whole channel waiting',
    file: 'app/usecase/notification/pack-delivery.ts',
    find: '(await yields(tx, thread, delivery))',
    replace: '(await yields(tx, thread, { ...delivery, what: "card" }))',
    test: {
      file: 'test/usecase/notification/turns.test.ts',
      name: 'routine news that was claimed leaves its channel’s turn',
    },
  },
];
