// How long what is over stays. Expiry is the only thing that deletes records of what happened; it
// goes round each kind in passes, a few rows at a time.

import { parseDurationMs } from '../text/duration.ts';

/** Ms; undefined: for ever. */
export type Retention = {
  /** Audit rows, from when they were written. */
  readonly auditMs?: number | undefined;
  /** Jobs and all else that hangs on them or has ended, from its end. */
  readonly jobsMs?: number | undefined;
};

/** `RETENTION` if it isn't set. */
export const defaultRetention = 'audit:400d,jobs:180d';

/** Slack repeats an event for up to a day, and a repeat must meet what it repeats. */
const shortestMs = 86_400_000;

/**
 * Parses `audit:400d,jobs:180d`; a part left out has its default, and `forever` keeps. Undefined
 * for anything else, and for less than a day.
 */
export function parseRetention(text: string): Retention | undefined {
  const ms = new Map<string, number | undefined>([
    ['audit', 400 * shortestMs],
    ['jobs', 180 * shortestMs],
  ]);
  const given = new Set<string>();
  for (const part of text.split(',')) {
    const [, name = '', duration = ''] = /^\s*([a-z]+)\s*:\s*(\S+)\s*$/.exec(part) ?? [];
    const parsed = parseDurationMs(duration);
    const isLong = parsed !== undefined && parsed >= shortestMs;
    if (!ms.has(name) || given.has(name) || !(isLong || duration === 'forever')) return undefined;
    given.add(name);
    ms.set(name, parsed);
  }
  return { auditMs: ms.get('audit'), jobsMs: ms.get('jobs') };
}

/**
 * What expires, each in passes of its own. An order: a cancel goes with its launch, a digest once
 * no update refers to it, a template's version once no launch does.
 */
export const expiringKinds = [
  'launches',
  'cancels',
  'bulks',
  'digests',
  'watches',
  'versions',
  'locks',
  'audit',
] as const;
export type ExpiringKind = (typeof expiringKinds)[number];

/** Where a pass has got to: the last row that it looked at, in order of time and then of id. */
export type Reached = { readonly at: number; readonly id: string };

/** A kind's pass under way or, with nothing reached, still to begin. */
export type Pass = {
  readonly kind: ExpiringKind;
  readonly reached?: Reached | undefined;
  /** When a pass last came to its end. */
  readonly doneAt?: number | undefined;
};

/** What is older than this (Unix ms) has expired; undefined: nothing does. */
export function expiredBefore(
  kind: ExpiringKind,
  { auditMs, jobsMs }: Retention,
  now: number,
): number | undefined {
  const keptMs = kind === 'audit' ? auditMs : jobsMs;
  return keptMs === undefined ? undefined : now - keptMs;
}

/** Rows of one step: so few that nobody else waits for it. */
export const stepRows = 50;
/** Between two steps, so that others have their turn. */
const stepPauseMs = 250;
/** Between two passes. */
const passPauseMs = 3_600_000;
/** A pass takes minutes. If none has ended for this long, expiry is behind. */
const behindMs = 86_400_000;

/** The pass after a step (`reached` undefined: nothing is left), and when its next step is due. */
export function afterStep(
  pass: Pass,
  reached: Reached | undefined,
  now: number,
): { readonly pass: Pass; readonly dueAt: number } {
  return reached === undefined
    ? { pass: { kind: pass.kind, doneAt: now }, dueAt: now + passPauseMs }
    : { pass: { ...pass, reached }, dueAt: now + stepPauseMs };
}

/** Whether no pass has ended for too long. Not before the first has ended. */
export function isBehind({ doneAt }: Pick<Pass, 'doneAt'>, now: number): boolean {
  return doneAt !== undefined && now - doneAt > behindMs;
}

/** What is left of an expired launch. */
export type Expired = {
  readonly handle: string;
  /** Unix ms. */
  readonly expiredAt: number;
  /** Until when the audit has its request, Unix ms; undefined: for ever. */
  readonly auditUntil?: number | undefined;
  /** Who launched it; undefined for a watched job. */
  readonly owner?: string | undefined;
  /** The channels that it was in. */
  readonly channels: readonly string[];
};

/** What the database holds, for `doctor`. */
export type StoreSizes = {
  readonly bytes: number;
  readonly launches: Rows;
  readonly audit: Rows;
  readonly retention: Retention;
  /** Kinds whose expiry is behind. */
  readonly behind: readonly ExpiringKind[];
};

type Rows = {
  readonly count: number;
  /** It is an estimate, or less than there are. */
  readonly isAbout?: boolean | undefined;
  readonly oldestAt?: number | undefined;
};
