// Verbs that show jobs, and change none.

import { parseList } from '../parse/parse-list.ts';
import { parseTop } from '../parse/parse-top.ts';
import { byJob, byWords } from '../parse/rest.ts';
import type { Entry } from './verb-entry.ts';

export const jobVerbs = {
  list: {
    about: 'nothing',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    typed: {
      usage: '[here|mine|all] [state …] [24h] [template=…] [label.<key>=…]',
      aliases: ['ls', 'jobs'],
      hint: '',
      parse: byWords(parseList),
    },
    pressed: { ids: ['list-newer', 'list-older'], carries: 'page' },
  },
  top: {
    about: 'nothing',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    typed: {
      usage: '[here|@somebody|me|all]',
      aliases: [],
      parse: byWords(parseTop),
    },
  },
  status: {
    about: 'job',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    typed: { usage: '<job>', aliases: ['show'], hint: '<job>', parse: byJob('status') },
    pressed: { ids: ['pick-status'], carries: 'job' },
  },
  logs: {
    about: 'job',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    atHome: 'in-window',
    typed: { usage: '<job> [lines] [replica]', aliases: ['log', 'tail'], parse: byJob('logs') },
    pressed: { ids: ['logs', 'pick-logs'], carries: 'job' },
  },
  suppressed: {
    does: 'Shows what the thread of a job was not told',
    about: 'job',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    pressed: { ids: ['held'], carries: 'job' },
  },
  'suppressed-here': {
    does: 'Shows what the threads of a channel were not told',
    about: 'channel',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    pressed: { ids: ['held-here'], carries: 'nothing' },
  },
} as const satisfies Readonly<Record<string, Entry>>;
