// Shared schemas of table rows. Every row is parsed when it is read: an older or newer bot, or a
// person with a database shell, may have written it.

import { z } from 'zod';
import type { Failure } from '../../domain/error/failure.ts';
import type { JobKey } from '../../domain/job/job.ts';
import type { AnswerWindow, Requester } from '../../domain/launch/launch.ts';
import { writeJson } from '../../domain/text/json.ts';
import type { RequesterColumns, Flag, JobKeyColumns } from '../schema/columns.ts';

/** A nullable column as an optional value. */
export function optional<T>(schema: z.ZodType<T>) {
  return schema.nullable().transform((value) => value ?? undefined);
}

/** A JSON column. */
export function json<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

export const flag = z.number().transform((value) => value !== 0);
/** A flag column's value. */
export const toFlag = (value: boolean): Flag => (value ? 1 : 0);

export const record = z.record(z.string(), z.unknown());

const failureKinds = [
  'not-sent',
  'user',
  'permanent',
  'transient',
  'in-doubt',
] as const satisfies readonly Failure['kind'][];

export const failureSchema: z.ZodType<Failure> = z.object({
  kind: z.enum(failureKinds),
  message: z.string(),
  httpStatus: z.number().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  retryAfterMs: z.number().optional(),
});

const answerWindow: z.ZodType<AnswerWindow> = z.union([
  z.object({ trigger: z.string() }),
  z.object({ id: z.string() }),
]);

const answerPlace = z.object({
  threadTs: z.string().optional(),
  asked: z.literal(true).optional(),
  elsewhere: z.literal(true).optional(),
  window: answerWindow.optional(),
});

export const requesterRow = {
  asker_user: z.string(),
  asker_team: z.string(),
  asker_channel: z.string(),
  response_url: optional(z.string()),
  answer_place: optional(json(answerPlace)),
  at_home: flag,
};

/** The requester in a row. */
export function requesterOf(row: {
  readonly asker_user: string;
  readonly asker_team: string;
  readonly asker_channel: string;
  readonly response_url: string | undefined;
  readonly answer_place: z.infer<typeof answerPlace> | undefined;
  readonly at_home: boolean;
}): Requester {
  return {
    userId: row.asker_user,
    teamId: row.asker_team,
    channel: row.asker_channel,
    responseUrl: row.response_url,
    ...row.answer_place,
    ...(row.at_home ? { atHome: true } : {}),
  };
}

/**
 * `isWaiting`: an answer is still to be given, maybe through Slack's response_url. That is a secret
 * and isn't kept any longer.
 */
export function requesterColumns(requester: Requester, isWaiting: boolean): RequesterColumns {
  const { threadTs, asked, elsewhere, window } = requester;
  const place = { threadTs, asked, elsewhere, window };
  const hasPlace = Object.values(place).some((one) => one !== undefined);
  return {
    asker_user: requester.userId,
    asker_team: requester.teamId,
    asker_channel: requester.channel,
    response_url: isWaiting ? (requester.responseUrl ?? null) : null,
    answer_place: isWaiting && hasPlace ? JSON.stringify(place) : null,
    at_home: toFlag(requester.atHome === true),
  };
}

export const jobKeyRow = {
  job_project_number: z.string().nullable(),
  job_location: z.string().nullable(),
  job_id: z.string().nullable(),
};

/** The job key in a row; undefined if there is none. */
export function jobKeyOf(row: JobKeyColumns): JobKey | undefined {
  const { job_project_number: projectNumber, job_location: location, job_id: id } = row;
  if (projectNumber === null || location === null || id === null) return undefined;
  return { projectNumber, location, id };
}

/** The columns of an optional job key. */
export function jobKeyColumns(job: JobKey | undefined): JobKeyColumns {
  return {
    job_project_number: job?.projectNumber ?? null,
    job_location: job?.location ?? null,
    job_id: job?.id ?? null,
  };
}

/** JSON of an optional value. */
export function toJson(value: object | undefined): string | null {
  return value === undefined ? null : writeJson(value);
}

/**
 * Makes a row storable in both databases. PostgreSQL accepts no NUL in a text and no fraction in a
 * bigint. SQLite accepts both, so differences would go unnoticed.
 */
export function storable<Row extends Readonly<Record<string, string | number | null>>>(row: Row) {
  const clean = (value: string | number | null) => {
    if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD');
    return value === null ? null : Math.floor(value);
  };
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, clean(value)])) as Row;
}

/** Splits a list into pieces that fit a statement's parameters. */
export function pieces<T>(items: readonly T[], size = 500): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
