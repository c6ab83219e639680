// Verbs that decide on a launch that waits for an approval.

import type { Entry } from './verb-entry.ts';

export const approvalVerbs = {
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
} as const satisfies Readonly<Record<string, Entry>>;
