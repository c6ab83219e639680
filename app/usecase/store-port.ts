// What the use cases need of a database, in the domain's words. Everything happens inside `transaction`, which holds no
// network call: what belongs together is committed together, and a claim is committed before what it allows is sent.

import type { Cancel } from '../domain/cancel.ts';
import type { CardView } from '../domain/card.ts';
import type { Backlog, TargetCheck } from '../domain/checkup.ts';
import type { ChannelSettings } from '../domain/noise.ts';
import type { JobKey, Target } from '../domain/job.ts';
import type { Launch } from '../domain/launch.ts';
import type { ListFilter, ListTurn } from '../domain/list-filter.ts';
import type { LogTail } from '../domain/log-tail.ts';
import type { OpenUpdate, Thread, ToldMessage } from '../domain/thread.ts';
import type { Template } from '../domain/template.ts';
import type { NewTemplateSave, TemplateSave } from '../domain/template-save.ts';
import type { TrackedJob } from '../domain/tracked-job.ts';
import type { Update } from '../domain/update.ts';
import type { Homes } from './home-port.ts';
import type { Watches } from './watches-port.ts';

export interface Store {
  /**
   * Runs `work` in one transaction; an exception rolls it back. On SQLite one at a time, on PostgreSQL read committed.
   * `work` must bear being run again: on PostgreSQL one that collided with another's is rolled back and starts anew.
   * Never one inside another: that throws.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Whether the database answers. Never throws. */
  works(): Promise<boolean>;
  close(): Promise<void>;
}

/** Held by one worker until it settles or `deadline` passes: a settle after another's claim changes nothing. */
export type Lease = {
  readonly token: string;
  /** On the process's monotonic clock (ms), measured before the claim was sent, so that it is never too late. */
  readonly deadline: number;
};

export type Claimed<T> = { readonly value: T; readonly lease: Lease };

export interface Tx {
  /** The store's clock at the beginning of the transaction, Unix ms: PostgreSQL's own, so that replicas agree. */
  readonly now: number;
  readonly launches: Launches;
  readonly cancels: Cancels;
  readonly jobs: Jobs;
  readonly threads: Threads;
  readonly held: Held;
  readonly channels: Channels;
  readonly logTails: LogTails;
  readonly budgets: Budgets;
  readonly targets: Targets;
  readonly audit: Audit;
  readonly templates: TemplateVersions;
  readonly templateSaves: TemplateSaves;
  readonly cards: Cards;
  readonly homes: Homes;
  readonly watches: Watches;
  /** What waits or hangs; details of this channel only, or of all (undefined). */
  backlog(channel: string | undefined): Promise<Backlog>;
}

export interface Launches {
  /** Stores a new one, due at `dueAt` (undefined: when a person says so). False: this request key is stored already, nothing changed. Throws on a taken handle. */
  insert(launch: Launch, dueAt: number | undefined): Promise<boolean>;
  /** Whether the handle was ever used, by anything. */
  handleTaken(handle: string): Promise<boolean>;
  /** Reads and, on PostgreSQL, locks the row until the transaction ends. */
  lock(id: string): Promise<Launch | undefined>;
  byRequestKey(requestKey: string): Promise<Launch | undefined>;
  /** Held and refused ones, too. */
  byHandle(handle: string): Promise<Launch | undefined>;
  /** Of these launch ids, the ones that are ours. */
  byIds(ids: readonly string[]): Promise<readonly Launch[]>;
  /** The launch that repeats this one (a person pressed Launch again), if any. */
  repeatOf(id: string): Promise<Launch | undefined>;
  /** Leases up to `limit` due rows whose lease is free, the longest due first. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Launch>[]>;
  /** Writes it while the lease holds and gives the lease back; false: the lease was lost, nothing changed. */
  settle(launch: Launch, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  /** Writes it and keeps the lease: what must be committed before something is sent. */
  saveHeld(launch: Launch, lease: Lease): Promise<boolean>;
  /** Writes it whoever holds it, and voids that lease: for what is certain (a job that was read). */
  overrule(launch: Launch, dueAt: number | undefined): Promise<void>;
  /** When the next row is due, leased ones at the lease's end. */
  nextDueAt(): Promise<number | undefined>;
}

export interface Cancels {
  insert(cancel: Cancel, dueAt: number): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<Cancel | undefined>;
  /** The accepted cancel being followed for a launch or its job. */
  following(subject: { readonly launchId: string }): Promise<Cancel | undefined>;
  /** Makes the cancels of a launch due at once: something they wait for has moved. */
  wake(subject: { readonly launchId: string }): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Cancel>[]>;
  settle(cancel: Cancel, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  saveHeld(cancel: Cancel, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}

export interface Jobs {
  /** Reads and, on PostgreSQL, locks the row until the transaction ends. */
  lock(key: JobKey): Promise<TrackedJob | undefined>;
  /** Jobs of a target that can still change (see `isOpen`), with the launch each belongs to. */
  open(target: Target): Promise<readonly TrackedJob[]>;
  byKeys(keys: readonly JobKey[]): Promise<readonly TrackedJob[]>;
  insert(job: TrackedJob, launchId: string): Promise<void>;
  save(job: TrackedJob): Promise<void>;
  /** The launch a job is bound to. */
  launchOf(key: JobKey): Promise<string | undefined>;
  /** How many jobs are live in all targets, for metrics. */
  countLive(): Promise<number>;
}

export interface Threads {
  /** A new thread whose root is due at once. False: this channel has a thread of this launch already. */
  insert(thread: Thread): Promise<boolean>;
  get(id: string): Promise<Thread | undefined>;
  ofLaunch(launchId: string): Promise<readonly Thread[]>;
  /** The same for many launches at once. */
  ofLaunches(launchIds: readonly string[]): Promise<readonly Thread[]>;
  /** The thread below this root message. */
  byRoot(channel: string, rootTs: string): Promise<Thread | undefined>;
  /**
   * Queues an update under the thread's next number and makes its card wanted anew. `key` identifies it within the
   * thread (`job:7`, `cancel-asked:<id>`): false when it was told before, and then nothing changes. What is `held` is kept
   * without a message; `tellThread` decides that.
   */
  tell(
    threadId: string,
    key: string,
    update: Update,
    urgent: boolean,
    held?: boolean,
  ): Promise<boolean>;
  /** The card should look different although nothing is to be told. */
  refreshCard(threadId: string): Promise<void>;
  /** Leases due threads, urgent ones first, then the longest waiting. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Thread>[]>;
  /** Updates not sent yet, oldest first, at most `limit`. */
  open(threadId: string, limit: number): Promise<readonly OpenUpdate[]>;
  /** The posted reply that told the update of this key; undefined while it waits, or if there never was one. */
  told(threadId: string, key: string): Promise<ToldMessage | undefined>;
  /** The message on record for a delivery that told updates; undefined when they wait, or were told by another. */
  sentAs(deliveryId: string): Promise<string | undefined>;
  /** Ties updates to the delivery that is about to carry them, while the lease holds. */
  attach(
    threadId: string,
    updateIds: readonly string[],
    deliveryId: string,
    lease: Lease,
  ): Promise<boolean>;
  /** Frees the updates of a delivery that certainly did not arrive. */
  detach(deliveryId: string): Promise<void>;
  /** Marks the updates of a delivery as told in the message `ts`, which may say that it is a repetition. */
  markSent(deliveryId: string, ts: string, possiblyRepeated: boolean): Promise<void>;
  /** Writes the thread and gives the lease back; due when `dueAt` says (undefined: when something is told). */
  settle(thread: Thread, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  saveHeld(thread: Thread, lease: Lease): Promise<boolean>;
  /** The same lease, for `leaseMs` from now; undefined when it was lost. */
  renew(threadId: string, lease: Lease, leaseMs: number): Promise<Lease | undefined>;
  /** Parked threads of a channel become due at once: the bot may be able to post there again. */
  unpark(channel: string): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
  /** How many updates wait in all threads, for metrics. */
  countOpen(): Promise<number>;
  /** Updates waiting in one thread. */
  countWaiting(threadId: string): Promise<number>;
}

/** In one thread, or in a channel after `since` (Unix ms). */
export type HeldQuery =
  { readonly threadId: string } | { readonly channel: string; readonly since: number };

export type HeldUpdate = {
  readonly launchId: string;
  /** When it was held back, Unix ms. */
  readonly at: number;
  readonly update: Update;
};

/** Updates that no message tells, since their channel wants to hear less. */
export interface Held {
  /** Whether the update of this key was held back; undefined: the thread was never told of it. */
  fateOf(threadId: string, key: string): Promise<'told' | 'held' | undefined>;
  /** A digest (the id of its thread) tells this update in the channel; `hold`: no reply does. Only of what is not on its way yet. */
  collect(threadId: string, key: string, digestId: string, hold: boolean): Promise<void>;
  count(where: HeldQuery): Promise<{ readonly updates: number; readonly launches: number }>;
  /** Newest first. */
  list(where: HeldQuery, limit: number): Promise<readonly HeldUpdate[]>;
}

export type DigestDue = ChannelSettings & {
  /** The end of the time that the last digest told, Unix ms. */
  readonly digestedUntil?: number | undefined;
};

/** How much channels want to hear. */
export interface Channels {
  /** As they were set, or as usual. */
  get(channel: string): Promise<ChannelSettings>;
  /** `dueAt`: when its next digest is due; undefined: never. */
  set(settings: ChannelSettings, by: string, dueAt: number | undefined | 'as it is'): Promise<void>;
  /** Leases channels whose digest is due. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<DigestDue>[]>;
  /** False: the lease was lost, or somebody set the channel anew; nothing changed. */
  settle(due: DigestDue, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
  /** Whether a digest of this channel still waits to be posted. */
  digestWaits(channel: string): Promise<boolean>;
  /** What the threads of a channel were told, or not, after `from`, up to and with `to` (Unix ms): oldest first. */
  told(
    channel: string,
    from: number,
    to: number,
  ): Promise<readonly { readonly launchId: string; readonly update: Update }[]>;
}

/** Logs whose end is still to be told, one for a launch. */
export interface LogTails {
  /** Due at once. One that is there already stays as it is. */
  insert(tail: LogTail): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<LogTail>[]>;
  /** Due again at `dueAt`; undefined: done with, and forgotten. False: the lease was lost, nothing changed. */
  settle(tail: LogTail, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}

/** Rates shared by all replicas: a key may be used again only after its time. */
export interface Budgets {
  /** Takes the next use of `key` if it is free now, closing it for `intervalMs`; otherwise says when it is free (Unix ms). */
  take(
    key: string,
    intervalMs: number,
  ): Promise<{ readonly taken: true } | { readonly taken: false; readonly freeAt: number }>;
  /** Closes `key` until `until` at least (Retry-After). */
  close(key: string, until: number): Promise<void>;
}

/** What a sweep of one target left behind. */
export type TargetState = TargetCheck & {
  /** Jobs created since this (Google's clock, Unix ms) are listed even if finished. */
  readonly createdSince?: number | undefined;
};

export interface Targets {
  /** Leases a target for one sweep; undefined while another has it. */
  claim(target: Target, leaseMs: number): Promise<Claimed<TargetState> | undefined>;
  /** Whether the lease still holds: asked in the transaction that writes what the sweep saw. On PostgreSQL locks the row. */
  holds(target: Target, lease: Lease): Promise<boolean>;
  settle(state: TargetState, lease: Lease): Promise<boolean>;
  /** Known targets, among them all that were ever swept. */
  list(): Promise<readonly TargetState[]>;
}

export type AuditEntry = {
  /** Same act, same key: a repeat writes nothing new. */
  readonly key: string;
  readonly actor: string;
  readonly verb:
    'launch' | 'cancel' | 'drop' | 'view' | 'template' | 'channel' | 'watch' | 'unwatch';
  /** Handle of what it acts on. */
  readonly subject: string;
  readonly channel: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type AuditRow = AuditEntry & {
  readonly at: number;
  readonly outcome?: string | undefined;
  readonly completedAt?: number | undefined;
};

export interface Audit {
  /** Written before the act. */
  begin(entry: AuditEntry): Promise<void>;
  /** Completed after it, once: `created`, `refused: …`, `cancelled`, … */
  complete(key: string, outcome: string): Promise<void>;
  byKey(key: string): Promise<AuditRow | undefined>;
}

/** Templates as they were when something was launched from them. */
export interface TemplateVersions {
  /** Once for each version. */
  keep(template: Template): Promise<void>;
  get(name: string, version: string): Promise<Template | undefined>;
}

/** Templates kept in Slack, with their history. */
export interface TemplateSaves {
  /** False, and nothing changed: somebody else has added this number, or this request was stored already. */
  add(save: NewTemplateSave, requestKey: string): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<TemplateSave | undefined>;
  /** The last entry, a delete included. */
  newest(name: string): Promise<TemplateSave | undefined>;
  get(name: string, number: number): Promise<TemplateSave | undefined>;
  /** Newest first. */
  history(name: string, limit: number, olderThan?: number): Promise<readonly TemplateSave[]>;
  /** The last entry of each name that is not deleted, by name. */
  list(): Promise<readonly TemplateSave[]>;
}

export type CardQuery = {
  /** Launched here, or with a thread here. */
  readonly channel?: string | undefined;
  /** Launched by this person: what is only watched is nobody's. */
  readonly requester?: string | undefined;
  /** Anybody's but theirs. */
  readonly notBy?: string | undefined;
  /** Launched from this template. */
  readonly template?: string | undefined;
  /** Any of these states; `any`: finished ones, too; `live` or undefined: whatever is live, launches that are still pending included. */
  readonly state?: string | readonly string[] | undefined;
  /** Launched with this label. */
  readonly label?: ListFilter['label'];
  /** Requested at or after this (Unix ms). */
  readonly since?: number | undefined;
  readonly limit: number;
  /** Undefined: the newest. */
  readonly turn?: ListTurn | undefined;
};

export type CardPage = {
  /** Newest first. */
  readonly cards: readonly CardView[];
  /** How many match in all, and how many of them are newer than the first card. */
  readonly total: number;
  readonly newer: number;
};

/** The read side: what cards, lists and references show. Held and refused launches are in none of them but `byLaunch`. */
export interface Cards {
  byLaunch(launchId: string): Promise<CardView | undefined>;
  byHandle(handle: string): Promise<CardView | undefined>;
  /** Of these launches, in their order. */
  byLaunches(launchIds: readonly string[]): Promise<readonly CardView[]>;
  /** By project id or number as typed, location and id. */
  byResource(project: string, location: string, id: string): Promise<CardView | undefined>;
  byJobId(id: string): Promise<readonly CardView[]>;
  /** Display names that begin so, whatever the case; live ones first, then newest first. */
  byNamePrefix(prefix: string, limit: number): Promise<readonly CardView[]>;
  /** A page, and how many match. */
  list(query: CardQuery): Promise<CardPage>;
}
