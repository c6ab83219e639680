import { z } from 'zod';
import type { AuditRow } from '../../usecase/ports/store/audit.ts';
import { json, optional, record } from '../db/rows.ts';

/** A row of the audit. A verb or a surface of a later version is carried as it is. */
export const auditRow = z
  .object({
    key: z.string(),
    at: z.number(),
    actor: z.string(),
    verb: z.string(),
    subject: z.string(),
    channel: z.string(),
    detail: json(record),
    outcome: optional(z.string()),
    completed_at: optional(z.number()),
    policy: optional(z.string()),
    surface: optional(z.string()),
    job: optional(z.string()),
    template: optional(z.string()),
    verdict: optional(z.string()),
    rule: optional(z.string()),
    reason: optional(z.string()),
    spec_hash: optional(z.string()),
  })
  .transform(({ completed_at: completedAt, spec_hash: specHash, ...row }): AuditRow => ({
    ...row,
    completedAt,
    specHash,
  }));
