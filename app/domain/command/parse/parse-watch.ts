import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import type { Parsed } from './command.ts';
import { readJobReference } from '../../job/job-reference.ts';
import { isLabel, longestDisplayName } from '../../spec/labels.ts';
import { codePoints } from '../../text/length.ts';
import { joinPairs, type PairRule } from './loose-pairs.ts';
import { unknownOption } from '../../text/option.ts';
import { leadingDashes, type Token } from '../../text/tokens.ts';
import type { Criterion } from '../../watch/watch.ts';

type Fit = Extract<Criterion, { kind: 'fit' }>;
type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: CommandProblem };

/** Label keys, with or without `label.` in front. */
const named: PairRule = { name: /^[a-zA-Z][\w.-]*$/, bare: /^(?:name|labels?\..+)$/i };

/**
 * Parses what follows `watch` and `unwatch`: labels and a name pattern, all of which must match, or
 * one job.
 */
export function parseWatch(
  command: string,
  verb: 'watch' | 'unwatch',
  typed: readonly Token[],
): Parsed {
  const tokens = joinPairs(typed, named).filter(isNoLead);
  const option = tokens.map((token) => unknownOption(token, verb)).find((one) => one);
  if (option !== undefined) return { ok: false, problem: option };
  if (tokens.length === 0) {
    if (verb === 'watch') return { ok: true, command: { verb: 'watches' } };
    return { ok: false, problem: { kind: 'which-watch', command } };
  }
  const read = readCriterion(command, verb, tokens);
  return read.ok ? { ok: true, command: { verb, criterion: read.value } } : read;
}

/** `label team=vision`: the word `label` adds nothing to the pair and is dropped. */
function isNoLead({ text }: Token, at: number, tokens: readonly Token[]): boolean {
  const next = tokens[at + 1]?.pair;
  return next === undefined || next.key.toLowerCase() === 'name' || !/^labels?:?$/i.test(text);
}

function readCriterion(command: string, verb: string, tokens: readonly Token[]): Read<Criterion> {
  const [first] = tokens;
  const job = first && readJobReference(first.text);
  if (job?.kind === 'resource') {
    const { project, location, id } = job;
    return tokens.length === 1
      ? { ok: true, value: { kind: 'job', project, location, id } }
      : refuse({ kind: 'job-named-with-more' });
  }
  let fit: Fit = { kind: 'fit', labels: {} };
  for (const token of tokens) {
    const read = addWord(fit, token, { command, verb });
    if (!read.ok) return read;
    fit = read.value;
  }
  return { ok: true, value: fit };
}

/** The command that is parsed, for messages. */
type Within = { readonly command: string; readonly verb: string };

function addWord(fit: Fit, { text: typed, endsQuoted }: Token, within: Within): Read<Fit> {
  const text = typed.replace(leadingDashes, '');
  const [, label, name] = /^(?:(?:labels?\.)?((?!name=)[^=]+)|(name))=/i.exec(text) ?? [];
  const written = text.slice(text.indexOf('=') + 1);
  // No label contains a comma, so a trailing one separates it from the next.
  const value = label === undefined || endsQuoted ? written : written.replace(/,$/, '');
  if (name !== undefined) {
    if (value.trim() === '') return refuse({ kind: 'watch-name-empty' });
    if (codePoints(value.trim()) > longestDisplayName) {
      return refuse({ kind: 'watch-name-too-long', most: longestDisplayName });
    }
    if (fit.name !== undefined) return refuse({ kind: 'watch-name-twice' });
    return { ok: true, value: { ...fit, name: value.trim() } };
  }
  if (label === undefined) {
    return refuse({ kind: 'watch-word-not-placed', word: foreign(text), ...within });
  }
  if (!isLabel(label, value)) {
    return refuse({ kind: 'watch-label-impossible', label: foreign(`${label}=${value}`) });
  }
  const before = Object.hasOwn(fit.labels, label) ? fit.labels[label] : undefined;
  if (before !== undefined && before !== value) {
    return refuse({ kind: 'watch-label-twice', label });
  }
  return { ok: true, value: { ...fit, labels: { ...fit.labels, [label]: value } } };
}

const refuse = (problem: CommandProblem) => ({ ok: false, problem }) as const;
