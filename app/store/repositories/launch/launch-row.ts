// A launch as a row, and back.

import { z } from 'zod';
import type { CustomJobBody } from '../../../domain/job/job.ts';
import { launchStates, type Launch } from '../../../domain/launch/launch.ts';
import { guardRulesSchema } from '../../../domain/guard/guarded-job.ts';
import { missedSchema, type Ladder } from '../../../domain/launch/ladder.ts';
import { lockSchema } from '../../../domain/lock/lock.ts';
import { blockingSchema } from '../../../domain/launch/blocking.ts';
import { approvalSchema } from '../../../domain/approval/approval.ts';
import { amountsJson, estimateColumn, estimateSchema } from './estimates.ts';
import { notAfter } from '../../db/redate.ts';
import {
  requesterColumns,
  requesterOf,
  requesterRow,
  failureSchema,
  jobKeyColumns,
  jobKeyOf,
  jobKeyRow,
  json,
  optional,
  record,
  storable,
  toJson,
} from '../../db/rows.ts';
import type { LaunchTable } from '../../schema/launches.ts';
import type { LeaseColumns } from '../../schema/columns.ts';

const bodySchema: z.ZodType<CustomJobBody> = z.looseObject({
  displayName: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
  jobSpec: record,
  encryptionSpec: record.optional(),
});

const ladderSchema: z.ZodType<Ladder> = z.object({
  rungs: z.array(
    z.object({
      target: z.object({ project: z.string(), location: z.string() }),
      body: bodySchema,
      estimate: estimateSchema.optional(),
    }),
  ),
  at: z.number(),
  missed: z.array(missedSchema),
  over: z.literal(true).optional(),
});

export const launchRow = z
  .object({
    id: z.string(),
    origin: optional(z.literal('watched')),
    request_key: z.string(),
    handle: z.string(),
    state: z.enum(launchStates),
    template_name: z.string(),
    template_version: z.string(),
    parameters: json(record),
    target_project: z.string(),
    target_location: z.string(),
    body: json(bodySchema),
    max_time_ms: optional(z.number()),
    estimate: estimateColumn,
    ...requesterRow,
    requested_at: z.number(),
    submitted_at: optional(z.number()),
    attempts: z.number(),
    failure: optional(json(failureSchema)),
    locked: optional(json(lockSchema)),
    approval: optional(json(approvalSchema)),
    // A reason that this bot doesn’t know must not make the launch unreadable.
    blocked: optional(json(blockingSchema)).catch(undefined),
    guard: optional(json(guardRulesSchema)),
    ladder: optional(json(ladderSchema)),
    superseded_by: optional(z.string()),
    ...jobKeyRow,
    repeats: optional(z.string()),
    rerun_of: optional(z.string()),
  })
  .transform((row): Launch => ({
    id: row.id,
    origin: row.origin,
    requestKey: row.request_key,
    handle: row.handle,
    state: row.state,
    template: { name: row.template_name, version: row.template_version },
    parameters: row.parameters,
    target: { project: row.target_project, location: row.target_location },
    body: row.body,
    maxTimeMs: row.max_time_ms,
    estimate: row.estimate,
    requester: requesterOf(row),
    requestedAt: row.requested_at,
    submittedAt: row.submitted_at,
    attempts: row.attempts,
    failure: row.failure,
    locked: row.locked,
    approval: row.approval,
    blocked: row.blocked,
    guard: row.guard,
    ladder: row.ladder,
    supersededBy: row.superseded_by,
    job: jobKeyOf(row),
    repeats: row.repeats,
    rerunOf: row.rerun_of,
  }));

/** The key for look-ups of display names by prefix, ignoring case. */
export const nameKey = (displayName: string): string => displayName.toLowerCase();

/** `now`: for a row that was claimed meanwhile and may have a time that is in the future by now. */
export function columns(launch: Launch, now = Infinity): Omit<LaunchTable, keyof LeaseColumns> {
  return storable({
    id: launch.id,
    origin: launch.origin ?? null,
    request_key: launch.requestKey,
    handle: launch.handle,
    state: launch.state,
    template_name: launch.template.name,
    template_version: launch.template.version,
    parameters: JSON.stringify(launch.parameters),
    target_project: launch.target.project,
    target_location: launch.target.location,
    name_key: nameKey(launch.body.displayName),
    body: JSON.stringify(launch.body),
    max_time_ms: launch.maxTimeMs ?? null,
    estimate: amountsJson(launch.estimate),
    ...requesterColumns(launch.requester, launch.state === 'requested' || launch.state === 'held'),
    requested_at: notAfter(now, launch.requestedAt),
    submitted_at: notAfter(now, launch.submittedAt) ?? null,
    attempts: launch.attempts,
    failure: toJson(launch.failure),
    locked: toJson(launch.locked),
    approval: amountsJson(launch.approval),
    blocked: toJson(launch.blocked),
    guard: amountsJson(launch.guard),
    ladder: amountsJson(launch.ladder),
    superseded_by: launch.supersededBy ?? null,
    ...jobKeyColumns(launch.job),
    repeats: launch.repeats ?? null,
    rerun_of: launch.rerunOf ?? null,
  });
}

/** A launch keeps the labels that it began with. */
export function labelRows({ id, body, requestedAt }: Launch) {
  return Object.entries(body.labels ?? {}).map(([key, value]) =>
    storable({ launch_id: id, key, value, requested_at: requestedAt }),
  );
}
