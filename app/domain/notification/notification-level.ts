// How much of what happens a channel wants to hear. The card follows every state in every mode, and what is held back stays on
// record: less noise must never mean less truth.

import type { DailyTime } from './daily-time.ts';
import { isKnownState, isTerminal } from '../job/state.ts';
import type { Update } from './update.ts';

/** From most to least. */
export const notificationLevels = ['all', 'failures', 'quiet'] as const;
export type NotificationLevel = (typeof notificationLevels)[number];

export type ChannelSettings = {
  readonly channel: string;
  readonly mode: NotificationLevel;
  /** Replies that tell a failure are shown in the channel, too. */
  readonly broadcast: boolean;
  /** When the daily digest is posted; undefined: there is none. */
  readonly digest?: DailyTime | undefined;
  /** Who set it last, and when (Unix ms); undefined: nobody ever did. */
  readonly setBy?: string | undefined;
  readonly setAt?: number | undefined;
};

/** How a channel is that nobody has set. */
export function usualSettings(channel: string): ChannelSettings {
  return { channel, mode: 'all', broadcast: false };
}

/**
 * - `act`: a person did it, asked for it, or has to decide something.
 * - `alarm`: a failure, or something that nobody expects.
 * - `routine`: a job's life as it should be.
 */
export type Severity = 'act' | 'alarm' | 'routine';

/** The least that a mode still tells. */
const told: Readonly<Record<NotificationLevel, readonly Severity[]>> = {
  all: ['act', 'alarm', 'routine'],
  failures: ['act', 'alarm'],
  quiet: ['act'],
};

/** Whether a thread of a channel in this mode is told, or the update is held back. */
export function isTold(mode: NotificationLevel, severity: Severity): boolean {
  return told[mode].includes(severity);
}

/** How much an update matters. `answers`: somebody's cancel is being followed, so that the end is what they wait for. */
export function severityOf(update: Update, answers = false): Severity {
  switch (update.kind) {
    case 'job':
      return severityOfChange(update.change, answers);
    case 'launched':
      // Found again: the answer to a doubt, or to the question whether to launch anew.
      return update.adopted ? 'act' : 'routine';
    case 'watched':
      return 'routine';
    case 'launch-in-doubt':
      return 'alarm';
    // They complete a failure, and go where it went; on their own they are as loud.
    case 'log-tail':
      return 'alarm';
    case 'launch-failed':
    case 'launch-unknown':
    case 'launch-late':
    case 'launch-cancelled':
    case 'launch-dropped':
    case 'rerun':
    case 'cancel-asked':
    case 'cancel-refused':
    case 'cancel-overdue':
      return 'act';
  }
}

type Change = Extract<Update, { kind: 'job' }>['change'];

function severityOfChange({ kind, to }: Change, answers: boolean): Severity {
  const isEnd = kind === 'gone' || isTerminal(to);
  if (isEnd && answers) return 'act';
  if (kind !== 'state') return 'alarm';
  // One that stopped and waits for somebody, and one that Google has yet to explain.
  if (to === 'PAUSED' || !isKnownState(to)) return 'alarm';
  // A cancel that nobody asked for here is news, too.
  return isEnd && to !== 'SUCCEEDED' ? 'alarm' : 'routine';
}

/** Whether the channel hears of it where it wants failures there: the failure itself, never what completes it later. */
export function isFailure(update: Update): boolean {
  if (update.kind === 'launch-failed') return true;
  if (update.kind !== 'job' || update.change.kind !== 'state') return false;
  return ['FAILED', 'EXPIRED', 'PARTIALLY_SUCCEEDED'].includes(update.change.to);
}
