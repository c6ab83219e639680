// What the control routes of both servers, under `/sandbox/`, have in common.

import { z } from 'zod';
import { parseJson, type Json, type JsonObject } from '../shared/json.ts';

/** A route's path below `/sandbox/`. */
export function controlPath({ pathname }: URL): string {
  return pathname.replace(/^\/sandbox\//, '').replace(/\/$/, '');
}

/** A request's body; an empty one counts as `{}`. Undefined when it is not JSON. */
export function readControlBody(text: string): Json | undefined {
  return text.trim() === '' ? {} : parseJson(text);
}

/** The answer to a body that does not match its schema: the first mistake and its path. */
export function mistakeIn(error: z.ZodError): JsonObject {
  const [issue] = error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return { error: issue?.message ?? 'invalid', path };
}

/** Reads a body that holds one item or a list of items. @throws z.ZodError */
export function oneOrMany<T extends z.ZodType>(schema: T, body: Json): z.output<T>[] {
  return Array.isArray(body) ? z.array(schema).parse(body) : [schema.parse(body)];
}
