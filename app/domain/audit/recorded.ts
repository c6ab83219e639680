// What the audit keeps of a refusal, read back. It is stored as a kind with its facts, since words may
// change and a record must not; another version of the bot may have written it.

import { z } from 'zod';

/** A kind with its facts, as `recordOf` writes them. */
export type Recorded = {
  readonly kind: string;
  /** Empty if they can't be read: secrets in them are hidden, which may leave no JSON. */
  readonly facts: Readonly<Record<string, unknown>>;
};

const written = /^([a-z]+(?:-[a-z]+)*)(?: (\{.*\}))?$/s;
const anyFacts = z.record(z.string(), z.unknown());

/** The kind and facts in a text; undefined if it is a sentence. */
export function readRecorded(text: string): Recorded | undefined {
  const [, kind, json] = written.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return { kind, facts: json === undefined ? {} : readFacts(json) };
}

function readFacts(json: string): Recorded['facts'] {
  try {
    const facts = anyFacts.safeParse(JSON.parse(json));
    return facts.success ? facts.data : {};
  } catch {
    return {};
  }
}
