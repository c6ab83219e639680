import { sql } from 'kysely';
import type { Context } from './context.ts';

/**
 * A label in the request body. PostgreSQL refuses a row with a NUL or half a character in any text,
 * so escapes are undone first; no label has any.
 */
export function labelOf({ dialect }: Pick<Context, 'dialect'>, key: string) {
  return dialect === 'postgres'
    ? sql<string>`(replace(launches.body, '\\u', '/u')::json -> 'labels' ->> ${key}::text)`
    : sql<string>`json_extract(launches.body, ${`$.labels.${JSON.stringify(key)}`})`;
}
