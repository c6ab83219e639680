// Verbs about the bot itself: what was done through it, what it allows, how it is, how it is used.

import { parseAudit } from '../parse/parse-audit.ts';
import { parseHelp } from '../parse/parse-help.ts';
import { byNothing, byWords } from '../parse/rest.ts';
import type { Entry } from './verb-entry.ts';

export const botVerbs = {
  audit: {
    about: 'nothing',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    typed: {
      usage: '[<job>|@somebody|template=<template>] [7d]',
      aliases: [],
      parse: byWords(parseAudit),
    },
    pressed: { ids: ['pick-audit'], carries: 'job' },
  },
  'audit-turn': {
    does: 'Turns a page of the audit',
    about: 'nothing',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    pressed: { ids: ['audit-newer', 'audit-older'], carries: 'audit-page' },
  },
  policy: {
    about: 'channel',
    takes: 'view',
    orTakes: ['launch', 'cancel-own', 'cancel-any', 'template', 'approve', 'lock', 'admin'],
    recorded: 'view',
    answers: 'after-ack',
    typed: { usage: '', aliases: [], parse: byNothing('policy') },
  },
  doctor: {
    about: 'nothing',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    typed: { usage: '', aliases: [], hint: '', parse: byNothing('doctor') },
  },
  'edit-message': {
    does: 'Is told that edits of a message to the bot do nothing',
    about: 'nothing',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
  },
  help: {
    does: 'Explains the commands',
    about: 'nothing',
    takes: 'nothing',
    recorded: 'view',
    answers: 'at-once',
    typed: { usage: '[command]', aliases: [], hint: '', parse: parseHelp },
  },
} as const satisfies Readonly<Record<string, Entry>>;
