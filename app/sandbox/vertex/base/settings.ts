import { z } from 'zod';

/** What the control routes can turn. All of it comes back to these values with `/sandbox/reset`. */
export type Settings = {
  /** Phases, timeouts and error delays are divided by it. */
  speed: number;
  /** A job shows up in list this long after its create; get knows it at once. */
  listLagMs: number;
  /** Pages are never longer, whatever pageSize asks. */
  maxPageSize: number;
  /** Requests a minute for each project and region. */
  crudPerMinute: number;
  submissionsPerMinute: number;
  logReadsPerMinute: number;
  /** Accelerators that may be in use at a time by type; one not named is unlimited. */
  accelerators: Readonly<Record<string, number>>;
  denials: readonly Denial[];
  /** Locations, or `*`, or `sts`, or `logging`, or `billing`, whose requests find no server. */
  outages: readonly string[];
  /** Pages without entries that come before the first one that has some. */
  emptyLogPages: number;
  /** How long a log line takes to be found. */
  logLagMs: number;
};

export const denialSchema = z.strictObject({
  /** e.g. `aiplatform.customJobs.create`; `*` for all. */
  permission: z.string().min(1),
  project: z.string().optional(),
  location: z.string().optional(),
});

export type Denial = z.output<typeof denialSchema>;

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
  };
}
