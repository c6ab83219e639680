import { redacted } from '../../secret/redact.ts';
import { hidePieces, holdsSecret } from './hide-secrets.ts';
import { secretsIn } from './secret.ts';

/**
 * A parameter's value as it may be shown, without secrets: its own, and those of other values among
 * `all`. Undefined if there is none.
 */
export function shownValue(
  name: string,
  value: unknown,
  all: Readonly<Record<string, unknown>>,
): string | undefined {
  if (value !== undefined && holdsSecret(name, value)) return redacted;
  const text = writtenValue(value);
  return text === undefined ? undefined : hidePieces(text, secretsIn(all));
}

/** A parameter's value as it would be typed; undefined if there is none. Not safe to show. */
export function writtenValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return /\s/.test(value) ? JSON.stringify(value) : value;
  return Array.isArray(value)
    ? value.map((one) => writtenValue(one) ?? '').join(',')
    : JSON.stringify(value);
}
