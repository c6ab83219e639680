// Each change is told once and in order: what may have arrived is looked for before the same is sent again.

import type { Mutant, NamedTest } from '../mutant.ts';

const delivering = (name: string): NamedTest => ({
  file: 'test/usecase/notification/deliver.test.ts',
  name,
});
const finding = (name: string): NamedTest => ({
  file: 'test/slack/client/announcer.test.ts',
  name,
});
const outbox = (name: string): NamedTest => ({
  file: 'test/store/contract.test.ts',
  name: `on sqlite in memory > the outbox > ${name}`,
});

export const delivery: readonly Mutant[] = [
  {
    name: 'look-before-resend',
    why: 'what has arrived is told again',
    file: 'app/usecase/notification/deliver.ts',
    find: 'await announcer.find(thread.channel, rootTs, delivery.id, delivery.claimedAt)',
    replace: "{ kind: 'absent' } as const",
    test: delivering('that did arrive (root) is found, not repeated'),
  },
  {
    name: 'look-where-slack-put-it',
    why: 'a reply to a root that is gone is told again by the next bot, after one died over it',
    file: 'app/slack/client/find-delivery.ts',
    find: 'yield* pagesIn(client, { channel: place.channel, rootTs: undefined }, sinceMs);',
    replace: '',
    test: finding('reads the channel where the root is gone (thread_not_found)'),
  },
  {
    name: 'intent-before-send',
    why: 'what a killed bot has sent is sent again by the next',
    file: 'app/usecase/notification/pack-delivery.ts',
    find: 'await tx.threads.saveUnderLease(sending, lease)',
    replace: 'true',
    test: delivering('between send and settle (arrived: true) loses and repeats nothing'),
  },
  {
    name: 'mark-repeated',
    why: 'a repetition is not said to be one',
    file: 'app/usecase/notification/deliver.ts',
    find: 'inDoubt: true, possiblyRepeated: true }',
    replace: 'inDoubt: true, possiblyRepeated: false }',
    test: delivering('to a channel that can’t be read back is repeated and says so'),
  },
  {
    name: 'mark-kept',
    why: 'the first edit of a card takes “possibly repeated” off it',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'rootRepeated: delivery.possiblyRepeated,',
    replace: 'rootRepeated: false,',
    test: delivering('to a channel that can’t be read back is repeated and says so'),
  },
  {
    name: 'refused-repetition',
    why: 'a repetition that was refused makes the first forgotten, and it is sent a third time',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'delivery: stillInDoubt(delivery) }',
    replace: 'delivery: undefined }',
    test: delivering('is looked for when that is possible again'),
  },
  {
    name: 'twin-withdrawn',
    why: 'a sender that was frozen leaves a second card',
    file: 'app/usecase/notification/undo-late.ts',
    find: "if (prepared.delivery.what !== 'card') return withdrawDuplicate(deps, prepared);",
    replace: '',
    test: delivering('takes its own card away when it wakes (answer lost: false)'),
  },
  {
    name: 'late-card',
    why: 'the card of a job that has ended shows it running for good, after a sender was frozen',
    file: 'app/usecase/notification/undo-late.ts',
    find: 'await settling(deps, true, (tx) => tx.threads.refreshCard(prepared.thread.id));',
    replace: '',
    test: delivering('leaves no older card over the newer one that was shown meanwhile'),
  },
  {
    name: 'parked-told-once',
    why: 'who launched it is told at each try that their channel can’t be written',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'if (thread.parkedTold && !prepared.thread.parkedTold)',
    replace: 'if (thread.parkedTold)',
    test: delivering('refusing the channel for long tells the requester once'),
  },
  {
    name: 'second-root-deleted',
    why: 'a card that people delete comes back for ever',
    file: 'app/usecase/notification/record-outcome.ts',
    find: 'const mostRoots = 2;',
    replace: 'const mostRoots = 9;',
    test: delivering('a deleted root is replaced once'),
  },
  {
    name: 'told-once',
    why: 'a change that is seen twice is told twice',
    file: 'app/store/repositories/thread/updates.ts',
    find: ".onConflict((conflict) => conflict.columns(['thread_id', 'key']).doNothing())",
    replace: '',
    test: outbox('the same key is told once'),
  },
  {
    name: 'told-in-order',
    why: 'a thread tells the end before the beginning',
    file: 'app/store/repositories/thread/updates.ts',
    after: 'async open(',
    find: ".orderBy('seq')",
    replace: ".orderBy('seq', 'desc')",
    test: outbox('updates are numbered from 1 in the order they were told'),
  },
  {
    name: 'freed-when-absent',
    why: 'what certainly did not arrive is never told',
    file: 'app/store/repositories/thread/updates.ts',
    after: 'async detach(',
    find: '.set({ delivery_id: null })',
    replace: '.set({ delivery_id: deliveryId })',
    test: outbox('a delivery that did not arrive frees its updates'),
  },
  {
    name: 'send-lease',
    why: 'a message is sent so late that its next holder has sent it as well',
    file: 'app/usecase/notification/deliver.ts',
    find: 'if (!enoughLeaseLeft(deps, lease)) return;',
    replace: '',
    test: delivering('sends nothing with less than one time limit left on its lease'),
  },
  {
    name: 'lease-after-a-look',
    why: 'where looking takes long, nothing is ever sent again',
    file: 'app/usecase/notification/deliver.ts',
    after: 'const lease =',
    find: 'value.delivery === undefined',
    replace: 'value.id !== ""',
    test: delivering(
      'is sent again even when looking for it takes nearly the whole lease each time',
    ),
  },
  {
    name: 'same-set-again',
    why: 'a message that arrived late holds something else than the one that was found',
    file: 'app/usecase/notification/pack-delivery.ts',
    find: 'open.filter(({ deliveryId }) => deliveryId === delivery.id)',
    replace: 'open',
    test: delivering('keeps what was told meanwhile behind what is in doubt'),
  },
  {
    name: 'root-before-replies',
    why: 'news stand in the channel with nothing to hang below',
    file: 'app/domain/notification/thread.ts',
    find: "if (thread.rootTs === undefined) return { what: 'root', updates: [] };",
    replace: '',
    test: {
      file: 'test/domain/notification/thread.test.ts',
      name: 'its root first, whatever waits',
    },
  },
  {
    name: 'question-alone',
    why: 'the button that only a person can press is buried in other news',
    file: 'app/domain/notification/thread.ts',
    find: "if (update.kind === 'launch-unknown' || update.kind === 'guard-warning') return true;",
    replace: '',
    test: {
      file: 'test/domain/notification/thread.test.ts',
      name: 'a question keeps a reply of its own',
    },
  },
];
