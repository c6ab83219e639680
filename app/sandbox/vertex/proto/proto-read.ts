// Reads proto3 JSON as Google's front end does: fields in either spelling, enums by name or number, int64 as text or number, null as
// absent. What does not match the proto is refused with its path.

import { isObject, type Json, type JsonObject } from '../../shared/json.ts';
import { malformed, type Violation } from '../base/errors.ts';
import { createNewerFields, type NewerFields } from './newer-fields.ts';
import {
  enumNumber,
  enumWord,
  fieldOf,
  isEnum,
  isMessage,
  snakeCase,
  type EnumName,
  type Field,
  type MessageName,
} from './proto-schema.ts';

const packageUrl = 'type.googleapis.com/google.cloud.aiplatform.v1beta1';
const durationPattern = /^-?\d{1,12}(\.\d{1,9})?s$/;

/**
 * Reads a message into canonical form: camelCase, enums by name, int64 as text, without zero values and output-only fields. `path` is the
 * message's path in error texts.
 * @throws ApiError (400 INVALID_ARGUMENT) that lists every field that does not match
 */
export function readMessage(
  message: MessageName,
  json: Json,
  path: string,
  newerFields: NewerFields = createNewerFields(),
): JsonObject {
  const problems: Violation[] = [];
  const value = readFields(message, json, path, { problems, newerFields });
  if (problems.length > 0) throw malformed(problems);
  return value;
}

type Reading = { readonly problems: Violation[]; readonly newerFields: NewerFields };

function readFields(message: MessageName, json: Json, path: string, reading: Reading): JsonObject {
  const { problems, newerFields } = reading;
  const result: JsonObject = {};
  if (!isObject(json)) {
    problems.push(invalid(path, `${packageUrl}.${message}`, json));
    return result;
  }
  for (const [key, value] of Object.entries(json)) {
    const field = fieldOf(message, key);
    if (field === undefined && newerFields.hasField(`${path}.${snakeCase(key)}`)) {
      result[key] = value;
      continue;
    }
    if (field === undefined) {
      const description = `Invalid JSON payload received. Unknown name "${key}" at '${path}': Cannot find field.`;
      problems.push({ field: path, description });
      continue;
    }
    if (value === null) continue;
    const read = readField(field, value, `${path}.${snakeCase(field.name)}`, reading);
    if (read !== undefined && !field.outputOnly && !isZero(field.type, read))
      result[field.name] = read;
  }
  return result;
}

function readField(field: Field, value: Json, path: string, reading: Reading): Json | undefined {
  if (!field.repeated) return readValue(field.type, value, path, reading);
  if (!Array.isArray(value)) {
    reading.problems.push({
      field: path,
      description: `Invalid JSON payload received. Unknown name "${field.name}" at '${path}': Proto field is not repeating, cannot start list.`,
    });
    return undefined;
  }
  return value.flatMap((item, index) => {
    const read = readValue(field.type, item, `${path}[${index}]`, reading);
    return read === undefined ? [] : [read];
  });
}

function readValue(type: string, value: Json, path: string, reading: Reading): Json | undefined {
  if (isMessage(type)) return readFields(type, value, path, reading);
  const { problems, newerFields } = reading;
  if (isEnum(type) && typeof value === 'string' && newerFields.hasWord(path, value)) return value;
  const read = isEnum(type) ? readEnum(type, value) : readScalar(type, value);
  if (read === undefined) {
    problems.push(invalid(path, isEnum(type) ? `${packageUrl}.${type}` : wireType(type), value));
  }
  return read;
}

function readEnum(type: EnumName, value: Json): string | undefined {
  if (typeof value === 'number') return enumWord(type, value);
  if (typeof value !== 'string') return undefined;
  return enumNumber(type, value) === undefined ? undefined : value;
}

function readScalar(type: string, value: Json): Json | undefined {
  switch (type) {
    case 'string':
    case 'timestamp':
      return typeof value === 'string' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'int32':
      return readInteger(value, 2n ** 31n, Number);
    case 'int64':
      return readInteger(value, 2n ** 63n, String);
    case 'duration':
      return typeof value === 'string' && durationPattern.test(value) ? value : undefined;
    case 'map':
      return isObject(value) && Object.values(value).every((item) => typeof item === 'string')
        ? value
        : undefined;
    default:
      return value;
  }
}

function readInteger<T>(value: Json, limit: bigint, write: (value: bigint) => T): T | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^-?\d{1,19}$/.test(text)) return undefined;
  const number = BigInt(text);
  return number < -limit || number >= limit ? undefined : write(number);
}

/** Whether a value is proto3's zero value, which is left out. The text `0` of a string field is not. */
function isZero(type: string, value: Json): boolean {
  if (typeof value === 'string') {
    const isNoNumber = type === 'int64' && value === '0';
    return value === '' || isNoNumber || (isEnum(type) && value.endsWith('_UNSPECIFIED'));
  }
  if (Array.isArray(value)) return value.length === 0;
  return value === 0 || value === false;
}

function wireType(type: string): string {
  if (type === 'duration') return 'type.googleapis.com/google.protobuf.Duration';
  if (type === 'timestamp') return 'type.googleapis.com/google.protobuf.Timestamp';
  return type === 'map' ? 'TYPE_MESSAGE' : `TYPE_${type.toUpperCase()}`;
}

function invalid(path: string, type: string, value: Json): Violation {
  const shown = typeof value === 'object' ? '{}' : JSON.stringify(value);
  return { field: path, description: `Invalid value at '${path}' (${type}), ${shown}` };
}
