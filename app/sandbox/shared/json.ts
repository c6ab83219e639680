import { z } from 'zod';

export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** The JSON value a text holds; undefined when it holds none. */
export function parseJson(text: string): Json | undefined {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What has no functions and no undefined in arrays is JSON; this says so to the compiler. */
export function toJson(value: unknown): Json {
  return parseJson(JSON.stringify(value)) ?? null;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a value that should be a list of them; nothing when it is not. */
export function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The object, or an empty one. */
export function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The string, or an empty one. */
export function textIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Drops the keys whose value is undefined. */
export function compact(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) object[key] = value;
  return object;
}
