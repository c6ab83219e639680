import { isObject, type Json } from '../../shared/json.ts';
import { enumNumber, fieldOf, isEnum, isMessage, type MessageName } from './proto-schema.ts';

/** Stands for enum values that today's proto lacks: a client with that proto sees a number it does not know. */
const futureEnumNumber = 99;

/** Writes enums as numbers, for `$alt=json;enum-encoding=int`. */
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
