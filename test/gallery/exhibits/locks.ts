// Locks: what is answered, and what a channel is told.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { Lock } from '../../../app/domain/lock/lock.ts';
import type { Captioned } from '../exhibit.ts';
import { ago, now } from './samples.ts';

type Of<K extends Answer['kind']> = readonly Captioned<AnswerOf<K>>[];

const lock: Lock = {
  number: 7,
  scope: { kind: 'all' },
  reason: 'the budget for November is used up',
  by: 'U0WANDA',
  channel: 'C0JOBS',
  at: ago(12),
};
export const stop: Lock = { ...lock, until: now + 3 * 3_600_000 };
const template: Lock = {
  ...lock,
  number: 8,
  scope: { kind: 'template', pattern: 'llama-*' },
  reason: 'data under review',
};
const place: Lock = {
  ...lock,
  number: 9,
  scope: { kind: 'place', location: 'us-central1' },
  reason: 'quota is needed for serving',
};

export const locks: Of<'locks'> = [
  ['Locks in force', { kind: 'locks', locks: [stop, template, place] }],
  ['No locks', { kind: 'locks', locks: [] }],
];
export const set: Of<'lock-set'> = [['An emergency stop', { kind: 'lock-set', lock: stop }]];
export const unlocked: Of<'unlocked'> = [
  ['A lock was taken off', { kind: 'unlocked', locks: [template], left: [place] }],
];
export const refusal: Of<'refused'> = [
  [
    'A launch that is locked',
    { kind: 'refused', act: 'launch', why: { kind: 'locked', lock: stop }, ask: [] },
  ],
];
