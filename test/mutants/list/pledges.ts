// What is asked for is done, or its requester is told that it was not; never both.

import type { Mutant, NamedTest } from '../mutant.ts';

const pledged = (name: string): NamedTest => ({
  file: 'test/usecase/request/pledge.test.ts',
  name,
});

export const pledges: readonly Mutant[] = [
  {
    name: 'asked-on-record',
    why: 'a cancel whose process dies while it asks Slack is lost, and nobody says so',
    file: 'app/usecase/permission/respond-if-allowed.ts',
    find: 'await tx.pledges.insert(pledge, tx.now + patienceMs);',
    replace: 'void pledge;',
    test: pledged('a typed cancel > whose process dies'),
  },
  {
    name: 'cancel-given-up',
    why: 'a job is cancelled after its requester was told that nothing was',
    file: 'app/usecase/cancel/request-cancel.ts',
    find: 'if (!(await tx.pledges.keep(key, pledge))) return undefined;',
    replace: 'await tx.pledges.keep(key, pledge);',
    test: pledged('a pressed cancel > whose process dies'),
  },
  {
    name: 'launch-given-up',
    why: 'machines are bought after their requester was told that nothing was launched, and tried again',
    file: 'app/usecase/launch/request/store-launch.ts',
    find: 'if (question === undefined && !(await tx.pledges.keep(key, pledge))) return undefined;',
    replace: 'await tx.pledges.keep(key, pledge);',
    test: pledged('a typed re-run > whose process dies'),
  },
  {
    name: 'given-up-for-good',
    why: 'a message that Slack brings again is done after its requester was told that it was not',
    file: 'app/usecase/request/tell-unkept.ts',
    find: 'await store.transaction((tx) => tx.heard.finish(pledge.requestKey));',
    replace: '',
    test: pledged('what was told not to be done is not done'),
  },
  {
    name: 'settings-given-up',
    why: 'a channel grows quiet after whoever set it was told that nothing was changed',
    file: 'app/usecase/notification/channel-settings.ts',
    find: 'if (!(await tx.pledges.keep(key, pledge))) return undefined;',
    replace: 'await tx.pledges.keep(key, pledge);',
    test: pledged('a quiet channel > that was given up'),
  },
  {
    name: 'template-given-up',
    why: 'a template is deleted after its requester was told that nothing was changed',
    file: 'app/usecase/template/change-template.ts',
    find: 'if (!(await tx.pledges.keep(request.key, request.pledge))) return undefined;',
    replace: 'await tx.pledges.keep(request.key, request.pledge);',
    test: pledged('a deleted template > that was given up'),
  },
  {
    name: 'watch-given-up',
    why: 'a watch ends after its requester was told that nothing was changed',
    file: 'app/usecase/watch/request-watch.ts',
    find: 'return tx.pledges.keep(key, pledge);',
    replace: 'return tx.pledges.keep(key, pledge).then(() => true);',
    test: pledged('an ended watch > that was given up'),
  },
  {
    name: 'decided-before-told',
    why: 'what was pressed under a question is said not to be done after a kill',
    file: 'app/usecase/permission/respond-if-allowed.ts',
    find: 'const isOurs = await store.transaction((tx) => tx.pledges.keep(requestKey, id));',
    replace: 'const isOurs = true;',
    test: pledged('a question that stands'),
  },
];
