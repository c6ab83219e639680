// The table of verbs: everything people can do. The parser, help, the manifest, buttons, Home,
// mentions and permissions read it. The code that runs for a verb is in usecase/request:
// run-command.ts for typed commands, run-action.ts for presses.

import type { TypedVerb } from './parse/command.ts';
import { parseAudit } from './parse/parse-audit.ts';
import { parseCancel } from './parse/parse-cancel.ts';
import { parseChannel } from './parse/parse-channel.ts';
import { parseExtend } from './parse/parse-extend.ts';
import { parseHelp } from './parse/parse-help.ts';
import { parseLaunch } from './parse/parse-launch.ts';
import { parseList } from './parse/parse-list.ts';
import { parseLock, parseUnlock } from './parse/parse-lock.ts';
import { parseTemplateCommand } from './parse/parse-template-command.ts';
import { parseTop } from './parse/parse-top.ts';
import { parseWatch } from './parse/parse-watch.ts';
import { byJob, byNothing, byWords, byWordsSoFar } from './parse/rest.ts';
import type { Carried, Entry, TypedEntry } from './verb-entry.ts';

/** Who may cancel a job may let it run on. */
const extending = {
  about: 'job',
  takes: 'view',
  orTakes: ['cancel-own', 'cancel-any'],
  ofJob: 'cancel',
  recorded: 'extend',
  answers: 'after-ack',
} as const;

export const verbs = {
  launch: {
    about: 'template',
    takes: 'launch',
    recorded: 'launch',
    answers: 'before-ack',
    typed: {
      usage:
        '<template> [key=value …] [in=project/location] [max-time=6h] [max-cost=200] [dry-run]',
      aliases: ['run', 'start'],
      hint: '<template>',
      parse: byWordsSoFar((tokens, command) => parseLaunch(command, tokens)),
    },
  },
  menu: {
    does: 'Opens the form, at the choice of a template',
    about: 'nothing',
    takes: 'launch',
    recorded: 'launch',
    answers: 'in-window',
    pressed: { ids: ['open-form'], carries: 'nothing' },
  },
  'launch-form': {
    does: 'Opens the form with the fields of a template, from Home',
    about: 'template',
    takes: 'launch',
    recorded: 'launch',
    answers: 'in-window',
    pressed: { ids: ['home-launch'], carries: 'template' },
  },
  'fix-launch': {
    does: 'Opens the form with what was right of a launch that was typed',
    about: 'template',
    takes: 'launch',
    recorded: 'launch',
    answers: 'in-window',
    pressed: { ids: ['fix-launch'], carries: 'draft' },
  },
  'send-unchecked': {
    does: 'Launches what a preview showed, with what in it is newer than the bot',
    about: 'template',
    takes: 'launch-spec',
    recorded: 'template',
    pledged: 'launch',
    answers: 'before-ack-if-known',
    pressed: { ids: ['send-unchecked'], carries: 'preview' },
  },
  'launch-anyway': {
    does: 'Launches what was asked about: the same runs already, or it was named by the beginning of its name',
    about: 'job',
    takes: 'launch',
    recorded: 'launch',
    answers: 'before-ack',
    atHome: 'where-the-job-is',
    pressed: {
      ids: ['launch-anyway', 'confirm-rerun'],
      settling: ['confirm-rerun'],
      carries: 'job',
    },
  },
  'not-this': {
    does: 'Leaves the job that was asked about alone',
    about: 'job',
    takes: 'view',
    orTakes: ['launch'],
    recorded: 'view',
    answers: 'after-ack',
    pressed: { ids: ['not-this'], settling: ['not-this'], carries: 'job' },
  },
  'launch-again': {
    does: 'Launches once more what no job was found for',
    about: 'job',
    takes: 'launch',
    ofJob: 'launch-spec',
    recorded: 'launch',
    answers: 'before-ack',
    atHome: 'where-the-job-is',
    pressed: { ids: ['launch-again'], carries: 'job' },
  },
  drop: {
    does: 'Gives up a launch that no job was found for',
    about: 'job',
    takes: 'launch',
    knowledge: 'now',
    recorded: 'launch',
    pledged: 'nothing',
    answers: 'after-ack',
    pressed: { ids: ['drop'], carries: 'job' },
  },
  rerun: {
    about: 'job',
    takes: 'launch',
    ofJob: 'launch-spec',
    recorded: 'launch',
    answers: 'before-ack',
    atHome: 'where-the-job-is',
    typed: {
      usage: '<job> [key=value …] [in=project/location] [max-time=6h] [max-cost=200] [dry-run]',
      aliases: ['retry', 're-run'],
      parse: byJob('rerun'),
    },
    pressed: { ids: ['rerun'], carries: 'job' },
  },
  'rerun-spec': {
    does: 'Launches again, from its spec, a job that was not launched through the bot',
    about: 'job',
    takes: 'launch-spec',
    recorded: 'template',
    pledged: 'launch',
    answers: 'after-ack',
  },
  'rerun-in': {
    does: 'Launches a job once more, in another place',
    about: 'job',
    takes: 'launch',
    ofJob: 'launch-spec',
    recorded: 'launch',
    answers: 'before-ack',
    atHome: 'where-the-job-is',
    pressed: { ids: ['launch-elsewhere'], carries: 'place', numbered: true },
  },
  'rerun-bigger': {
    does: 'Launches a job once more, with another choice for one parameter: on a larger machine',
    about: 'job',
    takes: 'launch',
    ofJob: 'launch-spec',
    recorded: 'launch',
    answers: 'before-ack',
    atHome: 'where-the-job-is',
    pressed: { ids: ['launch-bigger'], carries: 'choice' },
  },
  'rerun-form': {
    does: 'Opens the form with what was launched',
    about: 'job',
    takes: 'launch',
    ofJob: 'launch-spec',
    recorded: 'launch',
    answers: 'in-window',
    pressed: { ids: ['rerun-form'], carries: 'job' },
  },
  cancel: {
    about: 'job',
    takes: 'view',
    orTakes: ['cancel-own', 'cancel-any'],
    ofJob: 'cancel',
    recorded: 'cancel',
    answers: 'before-ack',
    typed: {
      usage: '<job> [reason] | template=… label.<key>=… by=… state=… older=6h [reason]',
      aliases: ['stop', 'kill', 'abort', 'terminate'],
      hint: '<job>',
      parse: parseCancel,
    },
    pressed: {
      ids: ['cancel', 'pick-cancel', 'confirm-cancel'],
      settling: ['confirm-cancel'],
      carries: 'job',
    },
  },
  extend: {
    ...extending,
    typed: { usage: '<job> <how long> [reason]', aliases: ['prolong'], parse: parseExtend },
  },
  'extend-hour': {
    does: 'Lets a job run an hour past the limits of its guard',
    ...extending,
    pressed: { ids: ['extend-1h'], carries: 'job' },
  },
  'extend-more': {
    does: 'Lets a job run four hours past the limits of its guard',
    ...extending,
    pressed: { ids: ['extend-4h'], carries: 'job' },
  },
  'keep-running': {
    does: 'Lets a job run past the limits of its guard for as long as the policy allows',
    ...extending,
    pressed: { ids: ['keep-running'], carries: 'job' },
  },
  'cancel-many': {
    does: 'Asks whether to cancel all jobs that fit',
    about: 'nothing',
    takes: 'view',
    orTakes: ['cancel-own', 'cancel-any'],
    recorded: 'cancel',
    pledged: 'nothing',
    answers: 'after-ack',
  },
  'confirm-many': {
    does: 'Cancels the jobs that a question about many showed',
    about: 'nothing',
    takes: 'view',
    orTakes: ['cancel-own', 'cancel-any'],
    ofJob: 'cancel',
    recorded: 'cancel',
    answers: 'before-ack',
    pressed: { ids: ['confirm-many'], settling: ['confirm-many'], carries: 'bulk' },
  },
  'leave-many': {
    does: 'Lets the jobs run that a question about many showed',
    about: 'nothing',
    takes: 'view',
    orTakes: ['cancel-own', 'cancel-any'],
    recorded: 'view',
    answers: 'after-ack',
    pressed: { ids: ['leave-many'], settling: ['leave-many'], carries: 'bulk' },
  },
  'let-run': {
    does: 'Lets the job run that was asked about',
    about: 'job',
    takes: 'view',
    orTakes: ['cancel-own', 'cancel-any'],
    recorded: 'view',
    answers: 'after-ack',
    pressed: { ids: ['let-run'], settling: ['let-run'], carries: 'job' },
  },
  approve: {
    does: 'Approves a launch that waits for an approval',
    about: 'job',
    takes: 'view',
    orTakes: ['approve'],
    ofJob: 'approve',
    recorded: 'approve',
    answers: 'before-ack',
    pressed: { ids: ['approve'], carries: 'job' },
  },
  deny: {
    does: 'Asks why, and denies a launch that waits for an approval',
    about: 'job',
    takes: 'view',
    orTakes: ['approve'],
    ofJob: 'approve',
    recorded: 'deny',
    answers: 'in-window',
    pressed: { ids: ['deny'], carries: 'job' },
  },
  'approval-spec': {
    does: 'Shows what a launch that waits for an approval would send',
    about: 'job',
    takes: 'view',
    orTakes: ['approve'],
    ofJob: 'approve',
    recorded: 'view',
    answers: 'in-window',
    pressed: { ids: ['approval-spec'], carries: 'job' },
  },
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
} as const satisfies Readonly<Record<string, Entry>> & Readonly<Record<TypedVerb, TypedEntry>>;

export type Verb = keyof typeof verbs;

/** Verbs that require a permission. */
export type PermittedVerb = {
  readonly [V in Verb]: (typeof verbs)[V]['takes'] extends 'nothing' ? never : V;
}[Verb];

/** Verbs whose button carries this kind of value. */
export type PressedVerb<C extends Carried = Carried> = {
  readonly [V in Verb]: (typeof verbs)[V] extends { readonly pressed: { readonly carries: C } }
    ? V
    : never;
}[Verb];

/** Ids of all buttons of verbs. */
export type ActionId = (typeof verbs)[PressedVerb]['pressed']['ids'][number];
