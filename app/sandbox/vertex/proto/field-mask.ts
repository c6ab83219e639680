// Partial responses: `fields=customJobs(name,jobSpec/scheduling),nextPageToken` and `readMask=name,job_spec.scheduling`.

import { isObject, type Json, type JsonObject } from '../../shared/json.ts';
import { ApiError } from '../base/errors.ts';
import { fieldOf, isMessage, type MessageName } from './proto-schema.ts';

/** Which fields to keep. A field with an empty mask is kept whole. */
export type Mask = ReadonlyMap<string, Mask>;
type Draft = Map<string, Draft>;

/** Reads the `fields` parameter. @throws ApiError (400) when it is malformed or names a field that `message` lacks */
export function parseFields(text: string, message: MessageName): Mask {
  const tokens = text.match(/[^,()/.\s]+|[,()/.]/g) ?? [];
  const mask: Draft = new Map();
  if (!readList(tokens, mask) || tokens.length > 0) throw badFields(text);
  requireKnown(mask, message, text);
  return mask;
}

/** Reads `readMask`, a google.protobuf.FieldMask in JSON: dotted paths, separated by commas. @throws ApiError (400) */
export function parseReadMask(text: string, message: MessageName): Mask {
  if (/[()/]/.test(text)) throw badFields(text);
  return parseFields(text, message);
}

/** Consumes `item ("," item)*`; false when the tokens are something else. */
function readList(tokens: string[], mask: Draft): boolean {
  do {
    if (!readItem(tokens, mask)) return false;
    if (tokens[0] !== ',') return true;
    tokens.shift();
  } while (tokens.length > 0);
  return false;
}

function readItem(tokens: string[], mask: Draft): boolean {
  let here = mask;
  for (;;) {
    const name = tokens.shift();
    if (name === undefined || /^[,()/.]$/.test(name)) return false;
    const next: Draft = here.get(name) ?? new Map<string, Draft>();
    here.set(name, next);
    here = next;
    if (tokens[0] !== '/' && tokens[0] !== '.') break;
    tokens.shift();
  }
  if (tokens[0] !== '(') return true;
  tokens.shift();
  return readList(tokens, here) && tokens.shift() === ')';
}

function requireKnown(mask: Mask, message: MessageName, text: string): void {
  for (const [name, inner] of mask) {
    if (name === '*') continue;
    const field = fieldOf(message, name);
    if (field === undefined) throw badFields(text, name);
    if (isMessage(field.type)) requireKnown(inner, field.type, text);
  }
}

/** The fields of a message that the mask keeps. */
export function applyMask(mask: Mask, message: MessageName, value: Json): Json {
  if (mask.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => applyMask(mask, message, item));
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [name, inner] of mask) {
    const keys = name === '*' ? Object.keys(value) : [fieldOf(message, name)?.name ?? name];
    for (const key of keys) {
      const item = value[key];
      if (item === undefined) continue;
      const type = fieldOf(message, key)?.type ?? 'any';
      kept[key] = isMessage(type) ? applyMask(inner, type, item) : item;
    }
  }
  return kept;
}

function badFields(text: string, path = text): ApiError {
  const message = 'Request contains an invalid argument.';
  const description = `Error expanding 'fields' parameter. Cannot find matching fields for path '${path}'.`;
  return new ApiError('INVALID_ARGUMENT', message, [
    {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [{ field: text, description }],
    },
  ]);
}
