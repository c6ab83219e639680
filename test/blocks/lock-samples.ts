// Locks, what is answered about them and what is wrong with them, with hostile text wherever it may stand.

import type { Answer } from '../../app/domain/answer/answer.ts';
import type { Lock } from '../../app/domain/lock/lock.ts';
import type { RequestProblem } from '../../app/domain/answer/problem.ts';
import { foreign as asForeign } from '../../app/domain/text/sentence.ts';
import type { Sample } from './problem-samples.ts';

type OfLocks<Union extends { readonly kind: string }, Kind extends Union['kind']> = Sample<
  Extract<Union, { readonly kind: Kind }>
>;

const command = '/job';
const at = 1_764_000_000_000;

/** A lock of each scope. */
export function locksOf(foreign: string): readonly [Lock, ...Lock[]] {
  const lock = { reason: foreign, by: 'U0BO', channel: 'C0JOBS', at };
  return [
    { ...lock, number: 1, scope: { kind: 'all' }, until: at + 3_600_000 },
    { ...lock, number: 2, scope: { kind: 'template', pattern: foreign } },
    { ...lock, number: 3, scope: { kind: 'place', location: foreign } },
    { ...lock, number: 4, scope: { kind: 'place', project: foreign, location: foreign } },
  ];
}

/** Answers about locks. */
export function lockAnswersOf(foreign: string): OfLocks<Answer, 'locks' | 'lock-set' | 'unlocked'> {
  const [lock, ...others] = locksOf(foreign);
  const many = Array.from({ length: 30 }, (_, index) => ({ ...lock, number: index }));
  return {
    locks: [
      { kind: 'locks', locks: [lock, ...others] },
      { kind: 'locks', locks: [] },
      { kind: 'locks', locks: many },
    ],
    'lock-set': [{ kind: 'lock-set', lock }],
    unlocked: [
      { kind: 'unlocked', locks: [lock], left: [] },
      { kind: 'unlocked', locks: [lock, ...others], left: others },
    ],
  };
}

/** What is wrong with a lock, or refused because of one. */
export function lockProblemsOf(foreign: string) {
  const typed = asForeign(foreign);
  const [all, template, place, whole] = locksOf(foreign);
  return {
    locked: [
      { kind: 'locked', lock: all },
      ...[template, place, whole].flatMap((lock) =>
        lock === undefined ? [] : [{ kind: 'locked', lock } as const],
      ),
    ],
    'lock-covers-nothing': [
      { kind: 'lock-covers-nothing', scope: { kind: 'all' } },
      {
        kind: 'lock-covers-nothing',
        scope: { kind: 'template', pattern: foreign },
        near: foreign,
      },
      { kind: 'lock-covers-nothing', scope: { kind: 'place', location: foreign } },
    ],
    'lock-zone-not-told': [{ kind: 'lock-zone-not-told' }],
    'no-such-lock': [{ kind: 'no-such-lock', typed }],
    'what-to-lock': [
      { kind: 'what-to-lock', command, verb: 'lock' },
      { kind: 'what-to-lock', command, verb: 'unlock', near: 'all' },
    ],
    'lock-without-reason': [{ kind: 'lock-without-reason', command }],
    'lock-option-twice': [
      { kind: 'lock-option-twice', option: 'until' },
      { kind: 'lock-option-twice', option: 'in' },
    ],
    'lock-option-empty': [
      { kind: 'lock-option-empty', option: 'template' },
      { kind: 'lock-option-empty', option: 'until' },
    ],
    'lock-template-unreadable': [{ kind: 'lock-template-unreadable', typed }],
    'lock-place-unreadable': [{ kind: 'lock-place-unreadable', typed }],
    'until-unreadable': [{ kind: 'until-unreadable', typed }],
    'until-misspelt': [{ kind: 'until-misspelt', typed }],
    'extend-without-time': [{ kind: 'extend-without-time', command }],
    'which-lock': [{ kind: 'which-lock', command }],
    'unlock-takes-one': [{ kind: 'unlock-takes-one', word: typed }],
  } as const satisfies Partial<Sample<RequestProblem>>;
}
