// What the use cases need of a database, in the domain's words. Everything happens inside `transaction`, which holds no
// network call: what belongs together is committed together, and a claim is committed before what it allows is sent.

import type { Backlog } from '../../domain/doctor/checkup.ts';
import type { Audit } from './audit.ts';
import type { Budgets } from './budgets.ts';
import type { Cancels } from './cancels.ts';
import type { Cards } from './cards.ts';
import type { Channels } from './channels.ts';
import type { DirectNotes } from './direct-notes.ts';
import type { Heard } from './heard.ts';
import type { Suppressed } from './suppressed.ts';
import type { Homes } from './home.ts';
import type { Jobs } from './jobs.ts';
import type { Launches } from './launches.ts';
import type { LogTails } from './log-tails.ts';
import type { Pledges } from './pledges.ts';
import type { Targets } from './targets.ts';
import type { TemplateSaves, TemplateVersions } from './template-history.ts';
import type { Threads } from './threads.ts';
import type { Watches } from './watches.ts';

export interface Store {
  /**
   * Runs `work` in one transaction; an exception rolls it back. On SQLite one at a time, on PostgreSQL read committed.
   * `work` must bear being run again: on PostgreSQL one that collided with another's is rolled back and starts anew.
   * Never one inside another: that throws.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Whether something can be stored: proved by a write, at most every ten seconds. Never throws. */
  works(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Tx {
  /** The store's clock at the beginning of the transaction, Unix ms: PostgreSQL's own, so that replicas agree. */
  readonly now: number;
  readonly launches: Launches;
  readonly cancels: Cancels;
  readonly jobs: Jobs;
  readonly threads: Threads;
  readonly suppressed: Suppressed;
  readonly heard: Heard;
  readonly channels: Channels;
  readonly directNotes: DirectNotes;
  readonly logTails: LogTails;
  readonly pledges: Pledges;
  readonly budgets: Budgets;
  readonly targets: Targets;
  readonly audit: Audit;
  readonly templates: TemplateVersions;
  readonly templateSaves: TemplateSaves;
  readonly cards: Cards;
  readonly homes: Homes;
  readonly watches: Watches;
  /** Forgets the response_urls of what was asked for before (Unix ms). */
  dropResponseUrls(before: number): Promise<void>;
  /** What waits or hangs; details of this channel only, or of all (undefined). */
  backlog(channel: string | undefined): Promise<Backlog>;
}
