import { z } from 'zod';

export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** Accepts any value: `JSON.parse` returns nothing but JSON, and checking that takes seven times as long as parsing. */
const parsed = z.custom<Json>();

/** Parses JSON; undefined when the text is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return parsed.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Turns a value without functions, and without undefined in arrays, into JSON that the compiler accepts as such. */
export function toJson(value: unknown): Json {
  return parseJson(JSON.stringify(value)) ?? null;
}

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; empty when the value is no list. */
export function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The value if it is an object, else an empty object. */
export function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value if it is a string, else an empty string. */
export function textIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Drops the keys whose value is undefined. */
export function compact(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) object[key] = value;
  return object;
}
