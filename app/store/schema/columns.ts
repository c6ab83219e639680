// Columns that several tables have.

/** 0 or 1: SQLite has no booleans. */
export type Flag = number;

/**
 * Columns of a row that is worked off: it is due at a time, and claimed by one worker under a
 * lease.
 */
export type LeaseColumns = {
  /** When it is due; null: never by itself. */
  due_at: number | null;
  /** Random, new with each claim. A worker with a different token has lost the row. */
  lease_token: string | null;
  lease_until: number | null;
};

export type RequesterColumns = {
  asker_user: string;
  asker_team: string;
  asker_channel: string;
  response_url: string | null;
  /** JSON of where the answer goes, until it is given. */
  answer_place: string | null;
  /** Whether it was requested from Home. */
  at_home: Flag;
};

/** The job of a launch or cancel: all three or none. */
export type JobKeyColumns = {
  job_project_number: string | null;
  job_location: string | null;
  job_id: string | null;
};
