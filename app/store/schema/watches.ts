import type { Flag, LeaseColumns, RequesterColumns } from './columns.ts';

export type WatchTable = LeaseColumns &
  RequesterColumns & {
    id: string;
    request_key: string;
    state: string;
    /** JSON. */
    criterion: string;
    requested_at: number;
    since: number;
    begun: Flag;
    /** JSON. */
    unseen: string;
    told: Flag;
    asked_until: number | null;
    attempts: number;
    failure: string | null;
  };

/** Jobs that a watch saw, with the decision on each. */
export type WatchJobTable = {
  watch_id: string;
  target_project: string;
  target_location: string;
  project_number: string;
  location: string;
  id: string;
  state: string;
  create_time: number;
  /** JSON of the job as first seen. */
  seen: string;
};
