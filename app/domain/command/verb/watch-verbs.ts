// Verbs about watches: which external jobs come into a channel.

import { parseWatch } from '../parse/parse-watch.ts';
import { byWords } from '../parse/rest.ts';
import type { Entry } from './verb-entry.ts';

export const watchVerbs = {
  watch: {
    about: 'watch',
    takes: 'launch',
    knowledge: 'now',
    recorded: 'watch',
    answers: 'before-ack',
    typed: {
      usage: '[label.<key>=<value> … | name=<pattern> | <resource name> | <console URL>]',
      aliases: [],
      parse: byWords((tokens, command) => parseWatch(command, 'watch', tokens)),
    },
  },
  watches: {
    does: 'Lists what is watched in a channel',
    about: 'channel',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
  },
  'watch-all': {
    does: 'Follows all jobs that a watch asks about',
    about: 'watch',
    takes: 'launch',
    knowledge: 'now',
    recorded: 'watch',
    answers: 'before-ack-if-known',
    pressed: { ids: ['watch-all'], carries: 'watch' },
  },
  'watch-new': {
    does: 'Follows none of the jobs that a watch asks about, only new ones',
    about: 'watch',
    takes: 'launch',
    knowledge: 'now',
    recorded: 'watch',
    answers: 'before-ack-if-known',
    pressed: { ids: ['watch-new'], carries: 'watch' },
  },
  'watch-none': {
    does: 'Gives up a watch that asks',
    about: 'watch',
    takes: 'launch',
    knowledge: 'now',
    recorded: 'unwatch',
    answers: 'before-ack-if-known',
    pressed: { ids: ['watch-none'], carries: 'watch' },
  },
  unwatch: {
    about: 'watch',
    takes: 'launch',
    knowledge: 'now',
    recorded: 'unwatch',
    answers: 'before-ack-if-known',
    typed: {
      usage: '<what is watched>',
      aliases: [],
      parse: byWords((tokens, command) => parseWatch(command, 'unwatch', tokens)),
    },
    pressed: { ids: ['unwatch'], carries: 'watch' },
  },
} as const satisfies Readonly<Record<string, Entry>>;
