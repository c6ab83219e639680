// How each state is shown: one emoji, one word and one phrase, the same everywhere.

import type { LaunchState } from '../../app/domain/launch/launch.ts';
import { isKnownState, type KnownState } from '../../app/domain/job/state.ts';
import { quoteCode, say, type Line } from '../kit/rich.ts';

type StateWords = {
  readonly emoji: string;
  /** As a title: `Running`. */
  readonly word: string;
  /** After a job’s name: `is running`. */
  readonly phrase: string;
};

const jobStates: Readonly<Record<KnownState, StateWords>> = {
  UNSPECIFIED: { emoji: '❓', word: 'State unknown', phrase: 'is in an unknown state' },
  QUEUED: { emoji: '⏳', word: 'Queued', phrase: 'is queued' },
  PENDING: { emoji: '🟡', word: 'Pending', phrase: 'is pending' },
  RUNNING: { emoji: '🟢', word: 'Running', phrase: 'is running' },
  SUCCEEDED: { emoji: '✅', word: 'Succeeded', phrase: 'succeeded' },
  FAILED: { emoji: '❌', word: 'Failed', phrase: 'failed' },
  CANCELLING: { emoji: '🟠', word: 'Cancelling', phrase: 'is being cancelled' },
  CANCELLED: { emoji: '🚫', word: 'Cancelled', phrase: 'was cancelled' },
  PAUSED: { emoji: '⏸️', word: 'Paused', phrase: 'is paused' },
  EXPIRED: { emoji: '⌛', word: 'Expired', phrase: 'expired' },
  UPDATING: { emoji: '🔄', word: 'Updating', phrase: 'is being updated' },
  PARTIALLY_SUCCEEDED: { emoji: '☑️', word: 'Partly succeeded', phrase: 'partly succeeded' },
};

const launchStates: Readonly<Record<LaunchState, StateWords>> = {
  held: { emoji: '✋', word: 'Not confirmed', phrase: 'is not confirmed yet' },
  requested: { emoji: '⏳', word: 'Requested', phrase: 'is requested' },
  waiting: { emoji: '✋', word: 'Waiting for approval', phrase: 'is waiting for approval' },
  accepted: { emoji: '⏳', word: 'Starting', phrase: 'is starting' },
  submitting: { emoji: '⏳', word: 'Starting', phrase: 'is starting' },
  doubt: { emoji: '❓', word: 'Uncertain', phrase: 'may or may not have started' },
  unknown: { emoji: '❓', word: 'Not found', phrase: 'was not found' },
  bound: { emoji: '⏳', word: 'Started', phrase: 'has started' },
  refused: { emoji: '❌', word: 'Not allowed', phrase: 'was not allowed' },
  failed: { emoji: '❌', word: 'Not started', phrase: 'did not start' },
  locked: { emoji: '🔒', word: 'Locked', phrase: 'was stopped by a lock' },
  denied: { emoji: '🚫', word: 'Denied', phrase: 'was denied' },
  expired: { emoji: '⌛', word: 'Not approved in time', phrase: 'was not approved in time' },
  blocked: { emoji: '⛔', word: 'Blocked', phrase: 'was blocked' },
  cancelled: {
    emoji: '🚫',
    word: 'Cancelled before it started',
    phrase: 'was cancelled before it started',
  },
  dropped: { emoji: '❓', word: 'Given up', phrase: 'was given up' },
};

/** How a launch is shown while it has no job. */
export const launchWords = (state: LaunchState): StateWords => launchStates[state];

/** A state's emoji. Its word always stands beside it. */
export const stateEmoji = (state: string): string =>
  isKnownState(state) ? jobStates[state].emoji : '❓';

/** A job's state as a title: `Running`. A state that Google has added since stands in code. */
export const stateWord = (state: string): Line =>
  isKnownState(state) ? [say(jobStates[state].word)] : [quoteCode(state)];

/** The same inside a sentence: `running`. */
export const stateInside = (state: string): Line => {
  if (state === 'UNSPECIFIED') return [say('in an unknown state')];
  return isKnownState(state) ? [say(jobStates[state].word.toLowerCase())] : [quoteCode(state)];
};

/** The jobs of a filter: `running` as in `running jobs`. */
export const stateAdjective = (state: KnownState | 'live'): string =>
  state === 'live' || state === 'UNSPECIFIED'
    ? state.toLowerCase()
    : jobStates[state].word.toLowerCase();

/** What follows a job's name: `is running`, `failed`. */
export const statePhrase = (state: string): Line =>
  isKnownState(state) ? [say(jobStates[state].phrase)] : [say('is in state '), quoteCode(state)];
