import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ApiError } from './errors.ts';
import { parseJson } from '../../shared/json.ts';

const tokenSchema = z.strictObject({ after: z.string(), of: z.string() });

/** A token that goes on after `after` in the list asked for by `query`, and in no other. */
export function writePageToken(after: string, query: readonly string[]): string {
  return Buffer.from(JSON.stringify({ after, of: digest(query) })).toString('base64url');
}

/** Where to go on; undefined for the first page. Throws `ApiError` (400) for a token of another list. */
export function readPageToken(token: string, query: readonly string[]): string | undefined {
  if (token === '') return undefined;
  const parsed = tokenSchema.safeParse(parseJson(Buffer.from(token, 'base64url').toString('utf8')));
  if (!parsed.success || parsed.data.of !== digest(query)) {
    throw new ApiError(
      'INVALID_ARGUMENT',
      'The page token is invalid or was issued for a request with other parameters.',
    );
  }
  return parsed.data.after;
}

function digest(query: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 16);
}
