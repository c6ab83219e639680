// What the bytes of a policy file mean: rules, or why they can't come into force.

import type { ParsedPolicy } from '../domain/permission/read/parse-policy.ts';
import type { PolicyRules } from '../domain/permission/policy-rules.ts';
import type { PolicyBytes } from './read-policy.ts';

/** Parses a text; undefined if that takes too long. Never rejects. */
export type ReadPolicyText = (text: string) => Promise<ParsedPolicy | undefined>;

export type Judged =
  | {
      readonly ok: true;
      readonly hash: string;
      readonly rules: PolicyRules;
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      /** Whole sentences. */
      readonly problems: readonly string[];
      /** The same bytes may be fine at another time. */
      readonly passing: boolean;
    };

/** More problems, or warnings, have one cause. */
const most = 20;

/** Judges a file as it was read. Never rejects. */
export async function judgePolicy(read: ReadPolicyText, bytes: PolicyBytes): Promise<Judged> {
  if (!bytes.ok) return { ok: false, problems: [bytes.problem], passing: false };
  const parsed = await read(bytes.text);
  if (parsed === undefined) {
    return { ok: false, problems: ['It takes too long to read: make it smaller.'], passing: true };
  }
  if (!parsed.ok) return { ok: false, problems: cut(parsed.problems, 'problem'), passing: false };
  const { rules, warnings } = parsed;
  return { ok: true, hash: bytes.hash, rules, warnings: cut(warnings, 'warning') };
}

function cut(sentences: readonly string[], what: string): readonly string[] {
  const more = sentences.length - most;
  if (more <= 0) return sentences;
  return [...sentences.slice(0, most), `There are ${more} more ${what}${more === 1 ? '' : 's'}.`];
}
