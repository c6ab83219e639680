// How much a channel wants to hear. Cards show every state at every level, and suppressed updates
// stay on record: quieter must never mean less true.

import type { TimeOfDay } from './time-of-day.ts';
import { isKnownState, isTerminal } from '../job/state.ts';
import type { Update } from './update.ts';

/** From loudest to quietest. */
export const notificationLevels = ['all', 'failures', 'quiet'] as const;
export type NotificationLevel = (typeof notificationLevels)[number];

export type ChannelSettings = {
  readonly channel: string;
  readonly mode: NotificationLevel;
  /** Replies about failures are also shown in the channel. */
  readonly broadcast: boolean;
  /** When the daily digest is posted; undefined: never. */
  readonly digest?: TimeOfDay | undefined;
  /** Who changed the settings last, and when (Unix ms); undefined: nobody. */
  readonly setBy?: string | undefined;
  readonly setAt?: number | undefined;
};

/** The default settings. */
export function usualSettings(channel: string): ChannelSettings {
  return { channel, mode: 'all', broadcast: false };
}

/**
 * - `act`: a person did it, asked for it, or has to decide.
 * - `alarm`: a failure, or something unexpected.
 * - `routine`: the normal life of a job.
 */
export type Severity = 'act' | 'alarm' | 'routine';

/** The severities that each level lets through. */
const told: Readonly<Record<NotificationLevel, readonly Severity[]>> = {
  all: ['act', 'alarm', 'routine'],
  failures: ['act', 'alarm'],
  quiet: ['act'],
};

/** Whether threads in a channel with this level tell the update, or it is suppressed. */
export function isTold(mode: NotificationLevel, severity: Severity): boolean {
  return told[mode].includes(severity);
}

/**
 * How much an update matters. `answers`: somebody asked to cancel the job and waits for its end.
 */
export function severityOf(update: Update, answers = false): Severity {
  switch (update.kind) {
    case 'job':
      return severityOfChange(update.change, answers);
    case 'launched':
      // Found again: this answers the doubt, or the question whether to launch again.
      return update.adopted ? 'act' : 'routine';
    case 'watched':
      return 'routine';
    // It completes an end and goes where that went.
    case 'run-use':
      return 'routine';
    case 'launch-in-doubt':
      return 'alarm';
    // These complete a failure and go where it went; alone they are as loud.
    case 'log-tail':
      return 'alarm';
    case 'launch-failed':
    case 'launch-locked':
    case 'approval-asked':
    case 'approval-reminder':
    case 'approval-decided':
    case 'launch-blocked':
    case 'launch-unknown':
    case 'launch-late':
    case 'launch-cancelled':
    case 'launch-dropped':
    case 'rerun':
    case 'cancel-asked':
    case 'cancel-refused':
    case 'cancel-overdue':
    case 'next-rung':
    case 'guard-warning':
    case 'guard-dry-run':
    case 'guard-extended':
      return 'act';
  }
}

type Change = Extract<Update, { kind: 'job' }>['change'];

function severityOfChange({ kind, to }: Change, answers: boolean): Severity {
  const isEnd = kind === 'gone' || isTerminal(to);
  if (isEnd && answers) return 'act';
  if (kind !== 'state') return 'alarm';
  // Paused: somebody has to resume it. Unknown: Google has to explain it.
  if (to === 'PAUSED' || !isKnownState(to)) return 'alarm';
  // A cancel that nobody requested here is news, too.
  return isEnd && to !== 'SUCCEEDED' ? 'alarm' : 'routine';
}

/**
 * Whether it is a failure for channels that broadcast failures: the failure itself, not what
 * completes it later.
 */
export function isFailure(update: Update): boolean {
  if (update.kind === 'launch-failed') return true;
  if (update.kind !== 'job' || update.change.kind !== 'state') return false;
  return ['FAILED', 'EXPIRED', 'PARTIALLY_SUCCEEDED'].includes(update.change.to);
}
