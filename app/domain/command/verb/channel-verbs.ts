// Verbs about how much a channel hears.

import { parseChannel } from '../parse/parse-channel.ts';
import { byWords } from '../parse/rest.ts';
import type { Entry } from './verb-entry.ts';

export const channelVerbs = {
  channel: {
    does: 'Shows how much a channel hears',
    about: 'channel',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    typed: {
      usage: '[all|failures|quiet] [broadcast=on|off] [digest=09:00|off]',
      aliases: [],
      parse: byWords(parseChannel),
    },
  },
  'channel-set': {
    does: 'Says how much a channel hears',
    about: 'channel',
    takes: 'launch',
    knowledge: 'now',
    recorded: 'channel',
    answers: 'after-ack',
  },
} as const satisfies Readonly<Record<string, Entry>>;
