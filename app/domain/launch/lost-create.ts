// A create that failed, or whose answer was lost. Then the bot looks for its job by the launch-id label, several times
// over the quarantine (LAUNCH_QUARANTINE), before it asks a person.

import { backOffMs } from '../error/back-off.ts';
import type { Failure } from '../error/failure.ts';
import type { Observation } from '../job/job.ts';
import type { Launch } from './launch.ts';

export type LaunchSettings = { readonly quarantineMs: number };

/** A launch's next state, and when it is due (Unix ms; undefined: never by itself). */
export type LaunchStep = {
  readonly launch: Launch;
  readonly dueAt?: number | undefined;
};

/** Decides what a failed create means. On success, the caller binds the job. */
export function afterCreate(
  launch: Launch,
  failure: Failure,
  now: number,
  settings: LaunchSettings,
): LaunchStep {
  switch (failure.kind) {
    case 'not-sent':
      return {
        launch: { ...launch, state: 'accepted', attempts: launch.attempts + 1, failure },
        dueAt: now + Math.max(failure.retryAfterMs ?? 0, backOffMs(launch.attempts)),
      };
    case 'user':
    case 'permanent':
      return { launch: { ...launch, state: 'failed', failure } };
    case 'transient':
    case 'in-doubt':
      return intoDoubt(launch, failure, now, settings);
  }
}

/** Puts a launch in doubt: create may have been sent, and its answer will never come. */
export function intoDoubt(
  launch: Launch,
  failure: Failure,
  now: number,
  settings: LaunchSettings,
): LaunchStep {
  return {
    launch: { ...launch, state: 'doubt', attempts: 0, failure },
    dueAt: now + lookDelayMs(0, settings),
  };
}

/**
 * Decides what an empty look-up means: look again until the quarantine is over, then ask a person.
 * The list may lag behind create (undocumented), so one empty answer proves nothing.
 */
export function afterEmptyLook(launch: Launch, now: number, settings: LaunchSettings): LaunchStep {
  const looks = launch.attempts + 1;
  const quarantined = now - (launch.submittedAt ?? launch.requestedAt) >= settings.quarantineMs;
  if (looks >= fewestLooks && quarantined) {
    return { launch: { ...launch, state: 'unknown', attempts: looks } };
  }
  return {
    launch: { ...launch, attempts: looks },
    dueAt: now + lookDelayMs(looks, settings),
  };
}

/** A failed look-up proves nothing: repeat it later. */
export function afterFailedLook(
  launch: Launch,
  failure: Failure,
  now: number,
  settings: LaunchSettings,
): LaunchStep {
  return {
    launch,
    dueAt: now + Math.max(failure.retryAfterMs ?? 0, lookDelayMs(launch.attempts, settings)),
  };
}

const fewestLooks = 3;

/** Pauses grow over the quarantine: a sixtieth of it at first (3 s of 3 min), a sixth at most. */
function lookDelayMs(looks: number, { quarantineMs }: LaunchSettings): number {
  return backOffMs(looks, { firstMs: quarantineMs / 60, longestMs: quarantineMs / 6 });
}

/**
 * Whether a job with a launch's label is the launch's own. Labels can be copied (the console's
 * "clone" does), so location and display name must match too, and the job must not be older than
 * the create, allowing for clock skew.
 */
export function isOwnJob(launch: Launch, seen: Observation): boolean {
  const clockSkewMs = 5 * 60_000;
  return (
    launch.submittedAt !== undefined &&
    seen.key.location === launch.target.location &&
    seen.displayName === launch.body.displayName &&
    seen.createTime >= launch.submittedAt - clockSkewMs
  );
}
