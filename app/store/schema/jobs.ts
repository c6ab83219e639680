import type { Flag, LeaseColumns } from './columns.ts';

export type JobTable = {
  project_number: string;
  location: string;
  id: string;
  launch_id: string;
  target_project: string;
  target_location: string;
  name: string;
  handle: string;
  display_name: string;
  state: string;
  state_since: number;
  version: number;
  create_time: number;
  start_time: number | null;
  end_time: number | null;
  update_time: number | null;
  error: string | null;
  error_awaited: Flag;
  restarts: number;
  misses: number;
  gone: Flag;
  unreadable: string | null;
  observed_at: number;
  /** When its launch was requested. */
  requested_at: number;
  /** JSON; null for jobs from before this was recorded. */
  phases: string | null;
  /** Whether another reading can change anything (`isOpen`), as of the last write. */
  open: Flag;
  /** Whether it may still be running, as of the last write. */
  live: Flag;
  /** Another after each write. */
  stamp: number;
};

export type TargetTable = {
  project: string;
  location: string;
  project_number: string | null;
  created_since: number | null;
  stale_from: number | null;
  odd: string | null;
  last_good_poll_at: number | null;
  problem: string | null;
  next_poll_at: number | null;
  /** Of single jobs, not yet taken into account by a poll. */
  single_reads: number | null;
  /** JSON. */
  pace: string | null;
  lease_token: string | null;
  lease_until: number | null;
};

/** Log tails that are still to be told. */
export type LogTailTable = LeaseColumns & {
  /** The launch's id. */
  id: string;
  completes: string;
  ended_at: number;
  attempts: number;
};
