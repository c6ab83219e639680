// Verbs that end a job, or many, and those that let it run.

import { parseCancel } from '../parse/parse-cancel.ts';
import { parseExtend } from '../parse/parse-extend.ts';
import type { Entry } from './verb-entry.ts';

/** Who may cancel a job may let it run on. */
const extending = {
  about: 'job',
  takes: 'view',
  orTakes: ['cancel-own', 'cancel-any'],
  ofJob: 'cancel',
  recorded: 'extend',
  answers: 'after-ack',
} as const;

export const cancelVerbs = {
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
} as const satisfies Readonly<Record<string, Entry>>;
