// Verbs about templates.

import { parseTemplateCommand } from '../parse/parse-template-command.ts';
import type { Entry } from './verb-entry.ts';

export const templateVerbs = {
  template: {
    does: 'Lists the templates, shows one, or its history',
    about: 'template',
    takes: 'view',
    recorded: 'view',
    answers: 'after-ack',
    typed: {
      usage: '[list | show | save | edit | history | restore | delete] [<template>]',
      aliases: ['templates'],
      parse: ({ command, clean, from }) => parseTemplateCommand(command, clean, from),
    },
  },
  'template-edit': {
    does: 'Writes a template, or a new version of one',
    about: 'template',
    takes: 'template',
    recorded: 'template',
    answers: 'in-window',
  },
  'template-restore': {
    does: 'Brings back a version of a template, or deletes it',
    about: 'template',
    takes: 'template',
    recorded: 'template',
    answers: 'before-ack-if-known',
  },
} as const satisfies Readonly<Record<string, Entry>>;
