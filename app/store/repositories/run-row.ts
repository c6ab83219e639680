import { z } from 'zod';
import type { PaidRun } from '../../domain/cost/spent.ts';
import { flag, optional } from '../db/rows.ts';
import { phasesColumn } from './jobs.ts';

/** The columns of a job that its cost depends on. */
export const runColumns = [
  'jobs.state',
  'jobs.state_since',
  'jobs.start_time',
  'jobs.end_time',
  'jobs.restarts',
  'jobs.phases',
  'jobs.gone',
] as const;

export const runRow = z
  .object({
    state: z.string(),
    state_since: z.number(),
    start_time: optional(z.number()),
    end_time: optional(z.number()),
    restarts: z.number(),
    phases: phasesColumn,
    gone: flag,
  })
  .transform((row): Omit<PaidRun, 'estimate'> => ({
    state: row.state,
    stateSince: row.state_since,
    startTime: row.start_time,
    endTime: row.end_time,
    restarts: row.restarts,
    phases: row.phases,
    gone: row.gone,
  }));
