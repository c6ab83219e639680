import { z } from 'zod';

/** What the control routes can change; `POST /sandbox/reset` restores the defaults. */
export type Settings = {
  /** The durations in a job's life are divided by it. */
  speed: number;
  /** How long a new job is missing from list; get finds it at once. */
  listLagMs: number;
  /** The longest page, whatever pageSize says. */
  maxPageSize: number;
  /** Requests per minute for each project and region. */
  crudPerMinute: number;
  submissionsPerMinute: number;
  logReadsPerMinute: number;
  /** How many accelerators of each type may be in use at a time; unlimited for types not listed. */
  accelerators: Readonly<Record<string, number>>;
  denials: readonly Denial[];
  /** What is down: locations, `*` for all of them, `sts`, `logging`, `monitoring` or `billing`. */
  outages: readonly string[];
  /** How many empty pages come before the first page with log entries. */
  emptyLogPages: number;
  /** How long it takes until a log line can be read. */
  logLagMs: number;
  /** A minute of a metric lasts so long, at speed 1. */
  metricMinuteMs: number;
  /** How long it takes until a point of a metric can be read. */
  metricLagMs: number;
  /** The most points of metrics in a page, whatever pageSize says. */
  maxPagePoints: number;
};

export const denialSchema = z.strictObject({
  /** e.g. `aiplatform.customJobs.create`; `*` for all. */
  permission: z.string().min(1),
  project: z.string().optional(),
  location: z.string().optional(),
});

type Denial = z.output<typeof denialSchema>;

/** The settings of a server that has just started. */
export function defaultSettings(speed: number): Settings {
  return {
    speed,
    listLagMs: 0,
    maxPageSize: 100,
    crudPerMinute: 600,
    submissionsPerMinute: 60,
    logReadsPerMinute: 60,
    accelerators: {},
    denials: [],
    outages: [],
    emptyLogPages: 0,
    logLagMs: 0,
    metricMinuteMs: 1_000,
    metricLagMs: 0,
    maxPagePoints: 100_000,
  };
}
