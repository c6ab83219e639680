// Changes of a job's state.

import type { CardView } from '../../../app/domain/launch/card.ts';
import type { KnownState } from '../../../app/domain/job/state.ts';
import type { JobChange } from '../../../app/domain/job/tracked-job.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { ago, cancelOf, cardOf, now, outOfMemory } from './samples.ts';

/** An update with the card it belongs to. */
export type UpdateSample = {
  readonly update: Update;
  readonly card?: CardView;
  /** Further updates in the same reply. */
  readonly then?: readonly Update[];
};

/** A change of a job that was created 46 minutes ago and has been running for 40. */
export function changeTo(to: string, more: Partial<JobChange> = {}): UpdateSample {
  const change: JobChange = {
    kind: 'state',
    from: 'RUNNING',
    to,
    at: ago(1),
    observedAt: now,
    fromSince: ago(40),
    createTime: ago(46),
    startTime: ago(40),
    errorAwaited: false,
    restarts: 0,
    ...more,
  };
  return { update: { kind: 'job', change } };
}

export const ended = { endTime: ago(1) };
const queued = { from: 'QUEUED', fromSince: ago(46), startTime: undefined };

/** A change into each state. */
export const states: Readonly<Record<KnownState, UpdateSample>> = {
  UNSPECIFIED: changeTo('UNSPECIFIED'),
  QUEUED: changeTo('QUEUED', { from: undefined, fromSince: undefined, startTime: undefined }),
  PENDING: changeTo('PENDING', { ...queued, at: ago(45), observedAt: ago(45) }),
  RUNNING: changeTo('RUNNING', {
    from: 'PENDING',
    fromSince: ago(45),
    at: ago(40),
    observedAt: ago(40),
  }),
  SUCCEEDED: changeTo('SUCCEEDED', ended),
  FAILED: changeTo('FAILED', { ...ended, error: outOfMemory }),
  CANCELLING: changeTo('CANCELLING'),
  CANCELLED: {
    ...changeTo('CANCELLED', ended),
    card: cardOf('a3f9', {}, { cancel: cancelOf('a3f9') }),
  },
  PAUSED: changeTo('PAUSED'),
  EXPIRED: changeTo('EXPIRED', { ...ended, ...queued }),
  UPDATING: changeTo('UPDATING'),
  PARTIALLY_SUCCEEDED: changeTo('PARTIALLY_SUCCEEDED', {
    ...ended,
    error: { code: 13, message: 'Internal error occurred for the current attempt' },
  }),
};
