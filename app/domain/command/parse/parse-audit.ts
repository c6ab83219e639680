// The grammar of `audit`: a job, a person, a template and a period, in any order, each at most once.

import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import type { AuditCommand, Parsed } from './command.ts';
import { readJobReference } from '../../job/job-reference.ts';
import { withoutLead } from './list-leads.ts';
import { readPerson, readPlain } from './list-words.ts';
import { joinPairs, withoutComma, type PairRule } from './loose-pairs.ts';
import { isTemplateName } from '../../template/template-name.ts';
import { nearest } from '../../text/nearest.ts';
import { isDashed, unknownOption } from '../../text/option.ts';
import { leadingDashes, quotedName, type Token } from '../../text/tokens.ts';

/** How far back it goes unless somebody says otherwise. */
export const usualAuditMs = 7 * 24 * 60 * 60_000;

const named: PairRule = {
  name: /^(?:template|since|owner|by)$/i,
  bare: /^template$/i,
  isOwn: (word) => readPeriod(word) !== undefined || readPerson(word) !== undefined,
};

type Part = Partial<Omit<AuditCommand, 'verb'>>;
type Read = Part | { readonly problem: CommandProblem };

/** Parses what follows `audit`. Alone, it shows everything of the last week. */
export function parseAudit(typed: readonly Token[]): Parsed {
  const tokens = joinPairs(typed.map(withoutComma), named).flatMap(withoutLead);
  let command: AuditCommand = { verb: 'audit', sinceMs: usualAuditMs };
  /** The word typed for each part so far. */
  const before = new Map<string, string>();
  for (const token of tokens) {
    const read = readPart(token);
    if ('problem' in read) return { ok: false, problem: read.problem };
    for (const name of Object.keys(read)) {
      const first = before.get(name);
      if (first !== undefined) return { ok: false, problem: twice(name, first, token.text) };
      before.set(name, token.text);
    }
    command = { ...command, ...read };
  }
  return { ok: true, command };
}

function twice(name: string, first: string, second: string): CommandProblem {
  const words = { first: foreign(first), second: foreign(second) };
  return { kind: 'audit-part-twice', ...words, isJob: name === 'job' };
}

function readPart(token: Token): Read {
  const job = readJobReference(quotedName(token));
  if (token.quoted) return job.typed === '' ? { problem: notPlaced(token.text) } : { job };
  const sinceMs = readPeriod(token.text);
  if (sinceMs !== undefined) return { sinceMs };
  const person = readPerson(token.text);
  if (person !== undefined) {
    if ('part' in person && person.part.owner !== undefined) return { actor: person.part.owner };
    return { problem: { kind: 'person-not-chosen', typed: foreign(token.text), verb: 'audit' } };
  }
  // An address has an equals sign in it.
  if (job.kind === 'resource' || job.kind === 'card') return { job };
  const option = unknownOption(token, 'audit');
  if (option !== undefined) return { problem: option };
  // A name with an equals sign in it is written in quotes.
  if (token.text.includes('=') || isDashed(token)) return readOption(token);
  if (looksLikePeriod(token.text)) return { problem: noPeriod(token.text) };
  return { job };
}

function readOption(token: Token): Read {
  const { pair, text } = token;
  const name = (pair?.key ?? text.replace(leadingDashes, '')).toLowerCase();
  if (pair !== undefined && name === 'template') {
    if (isTemplateName(pair.value)) return { template: pair.value };
    return { problem: { kind: 'list-template-impossible', typed: foreign(pair.value) } };
  }
  if (pair !== undefined && name === 'since') return { problem: noPeriod(pair.value) };
  return { problem: notPlaced(text, nearest(name, ['template'])) };
}

function notPlaced(text: string, near?: string): CommandProblem {
  return { kind: 'word-not-placed', word: foreign(text), near, rule: 'audit' };
}

function noPeriod(text: string): CommandProblem {
  return { kind: 'period-unreadable', typed: foreign(text) };
}

/** In ms; undefined for anything but a period. */
function readPeriod(word: string): number | undefined {
  const plain = readPlain(word.toLowerCase());
  return plain !== undefined && 'part' in plain ? plain.part.sinceMs : undefined;
}

/** `7x`, `0d`, `1.5h`: no handle begins with a digit, and an id has no letters. */
function looksLikePeriod(text: string): boolean {
  return /^\d{1,9}(?:[.,]\d{1,9})?[a-z]{1,9}$/i.test(text);
}
