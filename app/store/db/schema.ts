// The tables as Kysely sees them. Times are Unix ms, flags are 0 or 1, and nested values are JSON in text: both databases
// hold the very same values.
//
// Some words here are older than those of the code, and stay, since a migration for a word is not worth it: `asker_*` are a
// requester's, `requester` of a thread is a requester's id, `held_at` is when an update was suppressed, state `held` of a launch is one
// that awaits its confirmation, `mode` of a channel is its notification level, and `watch_jobs` hold a watch's jobs.

/** 0 or 1: SQLite has no booleans. */
export type Flag = number;

/** Columns of a row that is worked off: due at a time, and held by one worker under a lease. */
export type LeaseColumns = {
  /** When to look at it next; null: never by itself. */
  due_at: number | null;
  /** Random, new with each claim: whoever has another one has lost the row. */
  lease_token: string | null;
  lease_until: number | null;
};

export type RequesterColumns = {
  asker_user: string;
  asker_team: string;
  asker_channel: string;
  response_url: string | null;
  /** JSON of where the answer belongs, until it is given. */
  answer_place: string | null;
  /** Whether it was asked for at the bot's Home. */
  at_home: Flag;
};

/** The job of a launch or a cancel, all three or none. */
export type JobKeyColumns = {
  job_project_number: string | null;
  job_location: string | null;
  job_id: string | null;
};

export type LaunchTable = LeaseColumns &
  RequesterColumns &
  JobKeyColumns & {
    id: string;
    /** Null: asked of the bot. */
    origin: string | null;
    request_key: string;
    handle: string;
    state: string;
    template_name: string;
    template_version: string;
    parameters: string;
    target_project: string;
    target_location: string;
    /** Display name in lower case, for look-ups by its beginning. */
    name_key: string;
    body: string;
    max_time_ms: number | null;
    /** JSON, amounts as text. */
    estimate: string | null;
    requested_at: number;
    submitted_at: number | null;
    attempts: number;
    failure: string | null;
    repeats: string | null;
    rerun_of: string | null;
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
    sent_at: number | null;
    attempts: number;
    failure: string | null;
    escalated_at: number | null;
  };

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
  /** JSON; null of jobs from before it was remembered. */
  phases: string | null;
  /** Whether reading it again can teach something (`isOpen`), as of the last write. */
  open: Flag;
  /** Whether it may still run, as of the last write. */
  live: Flag;
};

export type ThreadTable = LeaseColumns & {
  id: string;
  channel: string;
  launch_id: string | null;
  requester: string;
  root_ts: string | null;
  roots: number;
  card_wanted: number;
  card_shown: number;
  delivery: string | null;
  attempts: number;
  parked: string | null;
  parked_since: number | null;
  parked_told: Flag;
  root_repeated: Flag;
  /** JSON; what the root tells where there is no launch. */
  digest: string | null;
  /** Number of the newest update. */
  last_seq: number;
  /** Whether an urgent update waits. */
  urgent: Flag;
  /** When it last had its channel's turn; null of one from before there were turns. */
  served_at: number | null;
  replied_at: number | null;
};

export type UpdateTable = {
  thread_id: string;
  seq: number;
  key: string;
  payload: string;
  urgent: Flag;
  told_at: number;
  delivery_id: string | null;
  /** Slack ts of the message that told it; null while it waits. */
  sent_ts: string | null;
  /** Whether that message says that it may be a repetition. */
  possibly_repeated: Flag;
  /** When it was held back; no message tells it then. */
  held_at: number | null;
  /** The digest's thread that tells it in the channel. */
  digest: string | null;
};

/** How much a channel wants to hear; due when its next digest is. */
export type ChannelTable = LeaseColumns & {
  id: string;
  mode: string;
  broadcast: Flag;
  digest_minutes: number | null;
  digest_zone: string | null;
  /** The end of the day that the last digest told. */
  digested_until: number | null;
  set_by: string;
  set_at: number;
};

export type BudgetTable = { key: string; free_at: number };

export type TargetTable = {
  project: string;
  location: string;
  project_number: string | null;
  created_since: number | null;
  stale_from: number | null;
  odd: string | null;
  last_good_poll_at: number | null;
  problem: string | null;
  lease_token: string | null;
  lease_until: number | null;
};

export type AuditTable = {
  key: string;
  at: number;
  actor: string;
  verb: string;
  subject: string;
  channel: string;
  detail: string;
  outcome: string | null;
  completed_at: number | null;
};

/** Every template version that something was launched from. */
export type LogTailTable = LeaseColumns & {
  /** The launch's. */
  id: string;
  completes: string;
  ended_at: number;
  attempts: number;
};

/** Notices on their way into somebody's direct messages. */
export type DirectNoteTable = LeaseColumns & {
  id: string;
  user_id: string;
  /** JSON. */
  notice: string;
  since: number;
  attempts: number;
};

/** What was asked for and is not decided on yet. */
export type PledgeTable = LeaseColumns &
  RequesterColumns & {
    id: string;
    request_key: string;
    act: string;
    subject: string;
    requested_at: number;
  };

export type TemplateVersionTable = {
  name: string;
  version: string;
  origin: string;
  /** As JSON: the tree a file of it would hold. */
  tree: string;
  first_used_at: number;
};

/** The history of templates kept in Slack. */
export type TemplateSaveTable = {
  name: string;
  number: number;
  action: string;
  text: string;
  author: string;
  saved_at: number;
  note: string | null;
  restored: number | null;
  request_key: string;
};

/** Homes that were ever opened; `id` is the person's. */
export type HomeTable = LeaseColumns & {
  id: string;
  team_id: string;
  channel: string;
  opened_at: number;
  /** Fingerprint of what it shows. */
  shown: string | null;
  /** Slack's hash of what it shows. */
  mark: string | null;
  published_at: number | null;
  attempts: number;
};

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

/** Jobs that a watch saw, and what was decided on them. */
export type WatchJobTable = {
  watch_id: string;
  target_project: string;
  target_location: string;
  project_number: string;
  location: string;
  id: string;
  state: string;
  create_time: number;
  /** The job as it was first seen, as JSON. */
  seen: string;
};

/** Rows that come and go to prove that rows can be stored. */
export type ProofTable = { id: string; filler: string };

/** The one row, 1: what the store's clock showed when it was last written down. */
export type HeardTable = { id: number; at: number };

/** Messages that were heard. */
export type SaidMessageTable = {
  key: string;
  at: number;
  /** Everything it asked for is stored, and answered. */
  done: Flag;
};

export type Schema = {
  launches: LaunchTable;
  cancels: CancelTable;
  jobs: JobTable;
  threads: ThreadTable;
  updates: UpdateTable;
  budgets: BudgetTable;
  targets: TargetTable;
  audit: AuditTable;
  template_versions: TemplateVersionTable;
  template_saves: TemplateSaveTable;
  log_tails: LogTailTable;
  direct_notes: DirectNoteTable;
  pledges: PledgeTable;
  homes: HomeTable;
  channels: ChannelTable;
  watches: WatchTable;
  watch_jobs: WatchJobTable;
  proofs: ProofTable;
  said_messages: SaidMessageTable;
  heard: HeardTable;
};
