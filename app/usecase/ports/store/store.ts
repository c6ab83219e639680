// The database as use cases need it. Everything happens inside `transaction`, which contains no
// network call. What belongs together is committed together, and a claim is committed before
// anything is sent.

import type { Backlog } from '../../../domain/doctor/checkup.ts';
import type { Audit } from './audit.ts';
import type { Replicas } from './replicas.ts';
import type { RateBudgets } from './rate-budgets.ts';
import type { Budgets } from './budgets.ts';
import type { Bulks } from './bulks.ts';
import type { Cancels } from './cancels.ts';
import type { Cards } from './cards.ts';
import type { Channels } from './channels.ts';
import type { DirectNotes } from './direct-notes.ts';
import type { Expiry } from './expiry.ts';
import type { Guards } from './guards.ts';
import type { Heard } from './heard.ts';
import type { Suppressed } from './suppressed-updates.ts';
import type { Homes } from './home.ts';
import type { Jobs } from './jobs.ts';
import type { Launches } from './launches.ts';
import type { LogTails } from './log-tails.ts';
import type { Locks } from './locks.ts';
import type { Pledges } from './pledges.ts';
import type { Targets } from './targets.ts';
import type { TemplateSaves, TemplateVersions } from './template-history.ts';
import type { Threads } from './threads.ts';
import type { Troubles } from './troubles.ts';
import type { Votes } from './votes.ts';
import type { Watches } from './watches.ts';

export interface Store {
  /**
   * Runs `work` in one transaction; an exception rolls it back. On SQLite, transactions run one at
   * a time; on PostgreSQL, at read committed. `work` must be safe to repeat: on PostgreSQL, one
   * that collides with another is rolled back and started again. Nesting throws.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Whether something can be stored, proved by a write at most every ten seconds. Never throws. */
  works(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Tx {
  /**
   * The store's clock at the beginning of the transaction, Unix ms. On PostgreSQL it is the
   * database's, so that replicas agree.
   */
  readonly now: number;
  readonly launches: Launches;
  readonly budgets: Budgets;
  readonly cancels: Cancels;
  readonly bulks: Bulks;
  readonly votes: Votes;
  readonly jobs: Jobs;
  readonly guards: Guards;
  readonly threads: Threads;
  readonly suppressed: Suppressed;
  readonly heard: Heard;
  readonly expiry: Expiry;
  readonly channels: Channels;
  readonly directNotes: DirectNotes;
  readonly locks: Locks;
  readonly logTails: LogTails;
  /** Uses of GPUs that are still to be told. */
  readonly useTails: LogTails;
  readonly pledges: Pledges;
  readonly rateBudgets: RateBudgets;
  readonly targets: Targets;
  readonly troubles: Troubles;
  readonly audit: Audit;
  readonly replicas: Replicas;
  readonly templates: TemplateVersions;
  readonly templateSaves: TemplateSaves;
  readonly cards: Cards;
  readonly homes: Homes;
  readonly watches: Watches;
  /** Deletes the response_urls of requests made before this (Unix ms). */
  dropResponseUrls(before: number): Promise<void>;
  /** What is waiting or stuck, with details of this channel, or of all (undefined). */
  backlog(channel: string | undefined): Promise<Backlog>;
}
