// The tables as Kysely sees them. Times are Unix ms, flags are 0 or 1, and nested values are JSON
// in text, so both databases contain the same values.
//
// Some column names are older than the words in the code, and not worth a migration: `asker_*` are
// a requester's columns, a thread's `requester` is a requester's id, `held_at` is when an update
// was suppressed, a launch's state `held` means that it awaits confirmation, and a channel's `mode`
// is its notification level.

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
  /** JSON; null for jobs from before this was recorded. */
  phases: string | null;
  /** Whether another reading can change anything (`isOpen`), as of the last write. */
  open: Flag;
  /** Whether it may still be running, as of the last write. */
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
  /** JSON of the root's content if there is no launch. */
  digest: string | null;
  /** Number of the newest update. */
  last_seq: number;
  /** Whether an urgent update is waiting. */
  urgent: Flag;
  /** When it last had its channel's turn; null for threads from before there were turns. */
  served_at: number | null;
  replied_at: number | null;
};

type UpdateTable = {
  thread_id: string;
  seq: number;
  key: string;
  payload: string;
  urgent: Flag;
  told_at: number;
  delivery_id: string | null;
  /** Slack ts of the message with it; null while it waits. */
  sent_ts: string | null;
  /** Whether that message says that it may be a repetition. */
  possibly_repeated: Flag;
  /** When it was suppressed; no message contains it then. */
  held_at: number | null;
  /** The thread of the digest that tells it in the channel. */
  digest: string | null;
};

/** A channel's notification settings. Due when its next digest is. */
type ChannelTable = LeaseColumns & {
  id: string;
  mode: string;
  broadcast: Flag;
  digest_minutes: number | null;
  digest_zone: string | null;
  /** The end of the period that the last digest covered. */
  digested_until: number | null;
  set_by: string;
  set_at: number;
};

type BudgetTable = { key: string; free_at: number };

type TargetTable = {
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

type AuditTable = {
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

/** Log tails that are still to be told. */
type LogTailTable = LeaseColumns & {
  /** The launch's id. */
  id: string;
  completes: string;
  ended_at: number;
  attempts: number;
};

/** Notices on their way to people's direct messages. */
type DirectNoteTable = LeaseColumns & {
  id: string;
  user_id: string;
  /** JSON. */
  notice: string;
  since: number;
  attempts: number;
};

/** Requests that are acked but not decided yet. */
type PledgeTable = LeaseColumns &
  RequesterColumns & {
    id: string;
    request_key: string;
    act: string;
    subject: string;
    requested_at: number;
  };

type TemplateVersionTable = {
  name: string;
  version: string;
  origin: string;
  /** JSON of the tree that a file would contain. */
  tree: string;
  first_used_at: number;
};

/** The history of templates kept in Slack. */
type TemplateSaveTable = {
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

/** Home tabs that were ever opened; `id` is the person's. */
type HomeTable = LeaseColumns & {
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

/** Jobs that a watch saw, with the decision on each. */
type WatchJobTable = {
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

/** Short-lived rows that prove that rows can be stored. */
type ProofTable = { id: string; filler: string };

/** A single row, 1: the store's clock when it was last recorded. */
type HeardTable = { id: number; at: number };

/** Messages that were handled. */
type SaidMessageTable = {
  key: string;
  at: number;
  /** Everything it asked for is stored and answered. */
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
