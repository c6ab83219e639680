// The hash of the exact spec that is sent to Vertex AI. An approval is bound to it, and the audit
// names it.

import type { CustomJobBody } from '../job/job.ts';

/** The SHA-256 of a text's UTF-8 bytes, as 64 lowercase hex digits. */
export type Sha256 = (text: string) => string;

/** The hash of a CustomJob's body, whatever the order of its keys. */
export function specHash(body: CustomJobBody, sha256: Sha256): string {
  return sha256(canonicalJson(body));
}

/** The hash of any value of JSON, whatever the order of its keys. */
export function hashOf(value: unknown, sha256: Sha256): string {
  return sha256(canonicalJson(value));
}

/** What JSON.stringify writes, with the keys of each object sorted by UTF-16 code units. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${fields.join(',')}}`;
}
