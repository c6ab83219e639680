import type { JobKeyColumns, LeaseColumns, RequesterColumns } from './columns.ts';

export type LaunchTable = LeaseColumns &
  RequesterColumns &
  JobKeyColumns & {
    id: string;
    /** Null: requested from the bot. */
    origin: string | null;
    request_key: string;
    handle: string;
    state: string;
    template_name: string;
    template_version: string;
    parameters: string;
    target_project: string;
    target_location: string;
    /** Display name in lower case, for look-ups by prefix. */
    name_key: string;
    body: string;
    max_time_ms: number | null;
    /** JSON with amounts as text. */
    estimate: string | null;
    requested_at: number;
    submitted_at: number | null;
    attempts: number;
    failure: string | null;
    /** JSON of the lock that refused it. */
    locked: string | null;
    /** JSON of the approval that it takes, with amounts as text. */
    approval: string | null;
    /** JSON of the attempts, with amounts as text. */
    ladder: string | null;
    /** The launch that took its card over: the next attempt. */
    superseded_by: string | null;
    /** JSON of the rules of its guard, with amounts as text. */
    guard: string | null;
    /** JSON of why it was blocked, with amounts as text. */
    blocked: string | null;
    repeats: string | null;
    rerun_of: string | null;
  };

/** A launch's labels as they are sent, once for each. */
export type LaunchLabelTable = {
  launch_id: string;
  key: string;
  value: string;
  /** When the launch was requested. */
  requested_at: number;
};

export type CancelTable = LeaseColumns &
  RequesterColumns &
  JobKeyColumns & {
    id: string;
    request_key: string;
    state: string;
    handle: string;
    launch_id: string | null;
    reason: string | null;
    requested_at: number;
    bulk_id: string | null;
    send_at: number | null;
    first_sent_at: number | null;
    sent_at: number | null;
    attempts: number;
    failure: string | null;
    escalated_at: number | null;
  };

/** The guards of jobs; `id` is the launch's. All JSON. */
export type GuardTable = LeaseColumns & {
  id: string;
  rules: string;
  progress: string;
  extensions: string;
};

/** Presses of Approve and Deny. */
export type VoteTable = LeaseColumns &
  RequesterColumns & {
    id: string;
    request_key: string;
    state: string;
    verdict: string;
    launch_id: string;
    handle: string;
    spec_hash: string;
    reason: string | null;
    requested_at: number;
  };

/** Requests that are acked but not decided yet. */
export type PledgeTable = LeaseColumns &
  RequesterColumns & {
    id: string;
    request_key: string;
    act: string;
    subject: string;
    requested_at: number;
  };
