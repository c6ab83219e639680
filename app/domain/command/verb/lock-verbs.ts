// Verbs about locks.

import { parseLock, parseUnlock } from '../parse/parse-lock.ts';
import type { Entry } from './verb-entry.ts';

export const lockVerbs = {
  lock: {
    does: 'Lists the locks in force',
    about: 'nothing',
    takes: 'view',
    orTakes: ['lock'],
    recorded: 'view',
    answers: 'after-ack',
    typed: {
      usage: '[template=<name or pattern> | in=<project/location> | all] [until=18:00] [reason]',
      aliases: ['locks'],
      parse: parseLock,
    },
  },
  'lock-set': {
    does: 'Keeps launches from being made, until a time or until the lock is taken off',
    about: 'nothing',
    takes: 'lock',
    recorded: 'lock',
    answers: 'after-ack',
  },
  unlock: {
    about: 'nothing',
    takes: 'view',
    orTakes: ['lock'],
    ofLock: 'lock',
    recorded: 'unlock',
    answers: 'after-ack',
    typed: {
      usage: '<number> | template=… | in=… | all',
      aliases: [],
      parse: parseUnlock,
    },
  },
} as const satisfies Readonly<Record<string, Entry>>;
