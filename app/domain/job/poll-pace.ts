// How far apart the polls of a target are, so that reads keep within a share of Google's quota. Each
// read costs its part of a minute. A poll may begin up to `aheadMs` before all reads so far are paid
// for, so that ticks of a schedule average out. Hence over any span of time, polls make at most
// the share of that span and `aheadMs`, and the reads of one poll more.

/**
 * Reads (get, list) a minute of a project in a region: the quota of resource management (CRUD)
 * requests, https://cloud.google.com/vertex-ai/docs/quotas.
 */
export const readsPerMinute = 600;

const minuteMs = 60_000;
/** Google counts by the minute, so this much ahead of an even pace is little. */
export const aheadMs = 10_000;
/** Reads of single jobs put a poll off by at most this, since one a minute late makes all look stale. */
export const singlesMs = 30_000;
const noticeableMs = 1_000;
/** After however many 429s, a target is looked at again after this. */
export const longestSlowMs = 5 * minuteMs;

/** How a target is polled, and why so. */
export type Pace = {
  /** Between the beginnings of two polls, on average. */
  readonly everyMs: number;
  /** What the schedule says. */
  readonly tickMs: number;
  /** The last whole list: jobs, and requests that reading all took. */
  readonly jobs: number;
  readonly reads: number;
  /** Percent of Google's reads. */
  readonly share: number;
  /** Between two polls, since Vertex AI refused reads (429); undefined if it didn't lately. */
  readonly slowMs?: number | undefined;
};

/** What the next poll of a target goes by. */
export type Paced = {
  readonly pace?: Pace | undefined;
  /** The next poll doesn't begin before this (Unix ms). */
  readonly nextPollAt?: number | undefined;
  /** Reads of single jobs that no poll has taken into account yet. */
  readonly singleReads?: number | undefined;
};

/** A poll that is over. */
export type PollDone = {
  /** Unix ms. */
  readonly startedAt: number;
  /** Requests that it made. */
  readonly reads: number;
  /** How many jobs it listed; undefined if the list failed. */
  readonly jobs?: number | undefined;
  /** Vertex AI refused reads (429), and how long it asked to wait, if it did. */
  readonly refused?: { readonly retryAfterMs?: number | undefined } | undefined;
};

type Schedule = Pick<Pace, 'tickMs' | 'share'>;

/** The reads that a share (percent) allows a minute; at least one. */
export function readsAMinute(share: number): number {
  return Math.max(1, Math.floor((readsPerMinute * share) / 100));
}

/** What a number of reads costs of a share (percent), in ms. */
export function costMs(reads: number, share: number): number {
  return (reads * minuteMs * 100) / (readsPerMinute * share);
}

/** The time between polls that the schedule and the share come to, if Vertex AI refuses nothing. */
export function evenMs({ tickMs, reads, share }: Pick<Pace, 'tickMs' | 'reads' | 'share'>): number {
  return Math.max(tickMs, costMs(reads, share));
}

/** How the target is polled after a poll. */
export function afterPoll(before: Paced, poll: PollDone, { tickMs, share }: Schedule): Paced {
  const whole = poll.jobs === undefined ? before.pace : { jobs: poll.jobs, reads: poll.reads };
  const { jobs = 0, reads = 0 } = whole ?? {};
  const even = evenMs({ tickMs, share, reads });
  const slowMs = slowed(before.pace, poll, even);
  const paidAt = Math.max((before.nextPollAt ?? 0) + aheadMs, poll.startedAt);
  const owedMs =
    costMs(poll.reads, share) + Math.min(costMs(before.singleReads ?? 0, share), singlesMs);
  const everyMs = Math.round(Math.max(even, slowMs ?? 0));
  return {
    pace: { everyMs, tickMs, jobs, reads, share, ...(slowMs !== undefined && { slowMs }) },
    nextPollAt: Math.ceil(
      Math.max(paidAt + owedMs - aheadMs, slowMs === undefined ? 0 : poll.startedAt + slowMs),
    ),
    singleReads: before.singleReads,
  };
}

/** Each refusal doubles the time between polls, and each good poll halves it again. */
function slowed(pace: Pace | undefined, poll: PollDone, even: number): number | undefined {
  const { slowMs } = pace ?? {};
  if (poll.refused !== undefined) {
    const doubled = Math.max(2 * (slowMs ?? even), poll.refused.retryAfterMs ?? 0);
    return Math.max(even, Math.min(doubled, longestSlowMs));
  }
  // Another failure says nothing of quotas.
  if (poll.jobs === undefined || slowMs === undefined) return slowMs;
  const halved = slowMs / 2;
  return halved > even ? halved : undefined;
}

/** Whether polls are noticeably further apart than the schedule says. */
export function isStretched({ everyMs, tickMs }: Pace): boolean {
  return everyMs >= tickMs + noticeableMs;
}

/**
 * The time (ms) within which two more polls are due, where two ticks of the schedule are due within
 * `twoTicksMs`. A poll waits for a tick.
 */
export function twoPollsMs({ everyMs, tickMs }: Pace, twoTicksMs: number): number {
  return everyMs > tickMs ? Math.max(twoTicksMs, 2 * everyMs + tickMs) : twoTicksMs;
}

/**
 * How many just launched jobs may be read by themselves at a tick at which the poll is put off: a
 * third of what the share allows meanwhile.
 */
export function mostFresh({ tickMs, share }: Schedule): number {
  return Math.max(1, Math.floor(tickMs / costMs(3, share)));
}
