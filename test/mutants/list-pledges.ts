// What is asked for is done, or its asker is told that it was not; never both.

import type { Mutant, NamedTest } from './mutant.ts';

const pledged = (name: string): NamedTest => ({ file: 'test/usecase/pledge.test.ts', name });

export const pledges: readonly Mutant[] = [
  {
    name: 'asked-on-record',
    why: 'a cancel whose process dies while it asks Slack is lost, and nobody says so',
    file: 'app/usecase/answer-allowed.ts',
    find: 'return tx.pledges.insert(pledge, tx.now + patienceMs);',
    replace: 'return Promise.resolve(void pledge);',
    test: pledged('a typed cancel > whose process dies'),
  },
  {
    name: 'cancel-given-up',
    why: 'a job is cancelled after its asker was told that nothing was',
    file: 'app/usecase/request-cancel.ts',
    find: 'if (!(await tx.pledges.keep(key, pledge))) return undefined;',
    replace: 'await tx.pledges.keep(key, pledge);',
    test: pledged('a pressed cancel > whose process dies'),
  },
  {
    name: 'launch-given-up',
    why: 'machines are bought after their asker was told that nothing was launched, and tried again',
    file: 'app/usecase/store-launch.ts',
    find: 'if (question === undefined && !(await tx.pledges.keep(key, pledge))) return undefined;',
    replace: 'await tx.pledges.keep(key, pledge);',
    test: pledged('a typed re-run > whose process dies'),
  },
  {
    name: 'given-up-for-good',
    why: 'a message that Slack brings again is done after its asker was told that it was not',
    file: 'app/usecase/tell-unkept.ts',
    find: 'await store.transaction((tx) => tx.heard.finish(pledge.requestKey));',
    replace: '',
    test: pledged('what was told not to be done is not done'),
  },
];
