// What is locked is not launched, and what may have been sent is not touched.

import type { Mutant } from '../mutant.ts';

const locked = (name: string) => ({ file: 'test/usecase/launch/locked.test.ts', name });
const lock = (name: string) => ({ file: 'test/usecase/lock/lock.test.ts', name });

export const locks: readonly Mutant[] = [
  {
    name: 'locked-before-create',
    why: 'a job is created that was locked after its launch was accepted',
    file: 'app/usecase/launch/submit-launch.ts',
    find: 'const why = whyNot(await admit(tx, deps, value), value.approval) ?? stopped;',
    replace: 'const why = stopped;',
    test: locked('a lock set later > refuses what was accepted'),
  },
  {
    name: 'locked-before-accepting',
    why: 'a launch gets a card that was locked while Slack was asked about it',
    file: 'app/usecase/launch/accept-launch.ts',
    find: 'const why = whyNot(await admit(tx, deps, launch), asked);',
    replace: 'const why = whyNot(await admit(tx, deps, launch), asked) && undefined;',
    test: locked('a lock set later > refuses what was asked for'),
  },
  {
    name: 'locked-at-once',
    why: 'somebody is told that a locked job is being launched, or hears nothing in the form',
    file: 'app/usecase/launch/request/store-launch.ts',
    find: '(await refuseEarly(tx, deps, request, { ...filled, estimate, requester, repeats }))',
    replace:
      '((await refuseEarly(tx, deps, request, { ...filled, estimate, requester, repeats })) && undefined)',
    test: locked('on every way to launch, a lock refuses at once > the form'),
  },
  {
    name: 'locked-is-told',
    why: 'a launch that a lock stopped stays in its thread as if it went on',
    file: 'app/usecase/launch/end-unsent.ts',
    find: 'await tellThreads(tx, launch.id, state, update);',
    replace: 'void tellThreads;',
    test: locked('a lock set later > refuses what was accepted'),
  },
  {
    name: 'lock-ends',
    why: 'a lock goes on after its time',
    file: 'app/domain/lock/lock.ts',
    find: 'return until === undefined || now < until;',
    replace: 'return until === undefined || now <= until;',
    test: { file: 'test/domain/lock/lock.test.ts', name: 'it ends at its time' },
  },
  {
    name: 'unlock-of-others',
    why: 'anybody takes off the lock of somebody else',
    file: 'app/usecase/lock/end-lock.ts',
    find: "decide(deps, request.requester, 'lock')",
    replace: "decide(deps, request.requester, 'view')",
    test: lock('a lock is taken off > by nobody else'),
  },
  {
    name: 'lock-of-nothing',
    why: 'a misspelt lock seems to be set and stops nothing',
    file: 'app/usecase/lock/set-lock.ts',
    find: 'if (problem !== undefined) return problemAnswer(problem);',
    replace: '',
    test: lock('would cover nothing'),
  },
];
