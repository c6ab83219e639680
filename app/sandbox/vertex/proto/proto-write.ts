import { isObject, type Json } from '../../shared/json.ts';
import { enumNumber, fieldOf, isEnum, isMessage, type MessageName } from './proto-schema.ts';

/** A number no enum of today has: what a client with today's proto sees of a state invented later. */
export const futureEnumNumber = 99;

/** Turns enum words into numbers, as `$alt=json;enum-encoding=int` asks. */
export function withNumericEnums(message: MessageName, value: Json): Json {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => {
    const type = fieldOf(message, key)?.type ?? 'any';
    if (isEnum(type) && typeof item === 'string') {
      return [key, enumNumber(type, item) ?? futureEnumNumber];
    }
    if (!isMessage(type)) return [key, item];
    return [
      key,
      Array.isArray(item)
        ? item.map((one) => withNumericEnums(type, one))
        : withNumericEnums(type, item),
    ];
  });
  return Object.fromEntries(entries);
}
