import { isObject, type Json } from '../../app/sandbox/shared/json.ts';

/** Every object in a value, at any depth. */
export function objectsOf(
  value: Json | undefined,
): readonly { readonly [key: string]: Json | undefined }[] {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  if (value === undefined || !isObject(value)) return [];
  return [value, ...Object.values(value).flatMap(objectsOf)];
}
