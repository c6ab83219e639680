import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../shared/json.ts';
import { ApiError } from './errors.ts';

const tokenSchema = z.strictObject({ after: z.string(), of: z.string() });

/** A token for the page after `after`. It is valid only for the same `query`. */
export function writePageToken(after: string, query: readonly string[]): string {
  return Buffer.from(JSON.stringify({ after, of: digest(query) })).toString('base64url');
}

/** The position after which the page starts; undefined for the first page. @throws ApiError (400) for a token of another query */
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
