// A cancel of many takes what was shown to who asked, by their rights, once, and at a pace.

import type { Mutant } from '../mutant.ts';

const file = 'test/usecase/bulk/bulk.test.ts';

export const bulks: readonly Mutant[] = [
  {
    name: 'bulk-decides-again',
    why: 'who lost the right since the question cancels other people’s jobs',
    file: 'app/usecase/bulk/spread-bulk.ts',
    find: '  if (!decision.allowed) return refuse(tx, bulk, cancel, factsOf(decision.why), decision.why);\n',
    replace: '',
    test: { file, name: 'is decided again for each job' },
  },
  {
    name: 'bulk-asks-the-rule',
    why: 'the question takes jobs that the requester may not cancel',
    file: 'app/usecase/bulk/request-bulk.ts',
    find: 'cards.filter(({ launch }) => isAllowed(decisions.get(launch.id)))',
    replace: 'cards.filter(({ launch }) => decisions.has(launch.id))',
    test: { file, name: 'their own only, unless they may cancel any' },
  },
  {
    name: 'bulk-of-who-sees',
    why: 'jobs of a private channel are counted and cancelled by somebody who isn’t in it',
    file: 'app/usecase/bulk/find-bulk.ts',
    find: 'seenBy: viewer,',
    replace: 'seenBy: undefined,',
    test: { file, name: 'jobs of private channels are neither shown nor counted nor cancelled' },
  },
  {
    name: 'bulk-told-where-seen',
    why: 'a channel is told of jobs of other channels',
    file: 'app/domain/bulk/bulk.ts',
    find: "return filter.scope === 'here' || requester.channel.startsWith('D');",
    replace: "return filter.scope !== undefined || requester.channel.startsWith('D');",
    test: { file, name: 'the sum is told to the requester alone' },
  },
  {
    name: 'bulk-of-its-asker',
    why: 'somebody else confirms what they were not shown',
    file: 'app/usecase/bulk/press-bulk.ts',
    find: 'bulk.requester.userId !== its.requester.userId',
    replace: 'bulk.requester.userId === undefined',
    test: { file, name: 'is confirmed once, and only by who asked' },
  },
  {
    name: 'bulk-expires',
    why: 'a question of yesterday cancels jobs',
    file: 'app/usecase/bulk/press-bulk.ts',
    find: 'bulk === undefined || isExpired(bulk, tx.now)',
    replace: 'bulk === undefined',
    test: { file, name: 'does nothing once it was left, or has expired' },
  },
  {
    name: 'bulk-names-newcomers',
    why: 'what was shown is said to have come since',
    file: 'app/usecase/bulk/find-bulk.ts',
    find: 'cancellable: { outside: id }',
    replace: 'cancellable: {}',
    test: { file, name: 'takes only what it showed' },
  },
  {
    name: 'bulk-one-cancel-a-job',
    why: 'a job that somebody is cancelling gets a second cancel, and its thread two stories',
    file: 'app/usecase/bulk/spread-bulk.ts',
    find: "  if ((await tx.cancels.meant({ launchId: launch.id })) !== undefined) return 'taken';\n",
    replace: '',
    test: { file, name: 'leaves a job that somebody cancels meanwhile to them' },
  },
  {
    name: 'bulk-cancelled-when-read',
    why: 'it says cancelled of jobs whose end nobody read',
    file: 'app/domain/bulk/tally.ts',
    find: "return cancel === 'refused' ? 'vertex-refused' : 'open';",
    replace: "return cancel === 'refused' ? 'vertex-refused' : 'cancelled';",
    test: { file: 'test/domain/bulk/tally.test.ts', name: 'open' },
  },
  {
    name: 'bulk-goes-first',
    why: 'the sum of a thousand cancels waits for the replies in a thousand threads',
    file: 'app/domain/notification/digest.ts',
    find: "return kind === 'bulk-begun' || kind === 'bulk-ended';",
    replace: 'return kind === undefined;',
    test: { file, name: 'is told before the replies in its jobs’ threads' },
  },
  {
    name: 'bulk-in-turn',
    why: 'a thousand cancels use up the calls of a minute, and nothing is polled',
    file: 'app/usecase/launch/take-slot.ts',
    find: '  await tx.rateBudgets.close(key, use.freeAt + paceMs);\n',
    replace: '',
    test: { file: 'test/usecase/bulk/bulk-pace.test.ts', name: 'the cancels of many leave room' },
  },
  {
    name: 'bulk-in-turn-again',
    why: 'after an outage all turns that have passed are used at once',
    file: 'app/domain/bulk/pace.ts',
    find: '(sendAt === undefined || now > sendAt + slotGoodMs)',
    replace: '(sendAt === undefined || now < 0)',
    test: { file: 'test/usecase/bulk/bulk-pace.test.ts', name: 'the cancels of many leave room' },
  },
];
