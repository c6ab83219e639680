// The tables as Kysely sees them. Times are Unix ms, flags are 0 or 1, and nested values are JSON
// in text, so both databases contain the same values.
//
// Some column names are older than the words in the code, and not worth a migration: `asker_*` are
// a requester's columns, a thread's `requester` is a requester's id, `held_at` is when an update
// was suppressed, a launch's state `held` means that it awaits confirmation, and a channel's `mode`
// is its notification level.

import type { Flag, LeaseColumns } from './columns.ts';
import type { ExpiredLaunchTable, ExpiredRequestTable, ExpiryPassTable } from './expiry.ts';
import type { JobTable, LogTailTable, TargetTable } from './jobs.ts';
import type {
  CancelTable,
  GuardTable,
  LaunchLabelTable,
  LaunchTable,
  PledgeTable,
  VoteTable,
} from './launches.ts';
import type { BudgetTurnTable, BudgetWarningTable } from './budgets.ts';
import type { BulkJobTable, BulkTable } from './bulks.ts';
import type { LockTable, LockTurnTable } from './locks.ts';
import type { TemplateSaveTable, TemplateVersionTable } from './templates.ts';
import type {
  ChannelTable,
  DirectNoteTable,
  ThreadTable,
  TroubleTable,
  UpdateTable,
} from './threads.ts';
import type { WatchJobTable, WatchTable } from './watches.ts';

type BudgetTable = { key: string; free_at: number };

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
  policy: string | null;
  surface: string | null;
  /** Handle of the job that it is about. */
  job: string | null;
  /** Name of the template that it is about. */
  template: string | null;
  verdict: string | null;
  rule: string | null;
  reason: string | null;
  spec_hash: string | null;
};

/** `id` is a process. */
type ReplicaTable = { id: string; policy: string | null; seen_at: number };

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
  launch_labels: LaunchLabelTable;
  cancels: CancelTable;
  guards: GuardTable;
  bulks: BulkTable;
  bulk_jobs: BulkJobTable;
  votes: VoteTable;
  jobs: JobTable;
  threads: ThreadTable;
  updates: UpdateTable;
  budgets: BudgetTable;
  targets: TargetTable;
  audit: AuditTable;
  replicas: ReplicaTable;
  template_versions: TemplateVersionTable;
  template_saves: TemplateSaveTable;
  budget_turns: BudgetTurnTable;
  budget_warnings: BudgetWarningTable;
  locks: LockTable;
  lock_turns: LockTurnTable;
  log_tails: LogTailTable;
  use_tails: LogTailTable;
  direct_notes: DirectNoteTable;
  troubles: TroubleTable;
  pledges: PledgeTable;
  homes: HomeTable;
  channels: ChannelTable;
  watches: WatchTable;
  watch_jobs: WatchJobTable;
  proofs: ProofTable;
  said_messages: SaidMessageTable;
  heard: HeardTable;
  expired_launches: ExpiredLaunchTable;
  expired_requests: ExpiredRequestTable;
  expiry_passes: ExpiryPassTable;
};
