import type { Parsed } from './command.ts';
import { readJobReference } from '../job/job-reference.ts';
import { isLabel, longestDisplayName } from '../spec/labels.ts';
import { codePoints } from '../text/length.ts';
import { joinPairs, type PairRule } from './loose-pairs.ts';
import { unknownOption } from '../text/option.ts';
import { foreign, sentence, type Sentence } from '../text/sentence.ts';
import { leadingDashes, type Token } from '../text/tokens.ts';
import type { Criterion } from '../watch/watch.ts';

type Fit = Extract<Criterion, { kind: 'fit' }>;
type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Sentence };

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
    const problem = sentence`What shall I not watch any more? Repeat what \`${command} watch\` lists.`;
    return { ok: false, problem };
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
      : refuse(
          sentence`One job is named by its resource name or address alone: leave the rest out.`,
        );
  }
  let fit: Fit = { kind: 'fit', labels: {} };
  for (const token of tokens) {
    const read = addWord(fit, token, sentence`\`${command} ${verb}\``);
    if (!read.ok) return read;
    fit = read.value;
  }
  return { ok: true, value: fit };
}

function addWord(fit: Fit, { text: typed, endsQuoted }: Token, verb: Sentence): Read<Fit> {
  const text = typed.replace(leadingDashes, '');
  const [, label, name] = /^(?:(?:labels?\.)?((?!name=)[^=]+)|(name))=/i.exec(text) ?? [];
  const written = text.slice(text.indexOf('=') + 1);
  // No label contains a comma, so a trailing one separates it from the next.
  const value = label === undefined || endsQuoted ? written : written.replace(/,$/, '');
  if (name !== undefined) {
    if (value.trim() === '')
      return refuse(sentence`\`name=\` needs a name, or a pattern such as \`resnet*\`.`);
    if (codePoints(value.trim()) > longestDisplayName) {
      return refuse(
        sentence`\`name=\` takes at most ${longestDisplayName} characters, as many as a job’s name has: shorten it.`,
      );
    }
    if (fit.name !== undefined) return refuse(sentence`A watch takes one \`name=\`: keep one.`);
    return { ok: true, value: { ...fit, name: value.trim() } };
  }
  if (label === undefined) {
    return refuse(
      sentence`I can’t place the word ${foreign(text)}: ${verb} takes \`label.team=vision\`, \`name=resnet*\`, or a job’s resource name or console address.`,
    );
  }
  if (!isLabel(label, value)) {
    return refuse(
      sentence`No job can have the label ${foreign(`${label}=${value}`)}: labels have lowercase letters, digits, _ and - only, and \`*\` is for \`name=\`.`,
    );
  }
  const before = Object.hasOwn(fit.labels, label) ? fit.labels[label] : undefined;
  if (before !== undefined && before !== value) {
    return refuse(sentence`A job has one value for \`label.${label}\`: keep one.`);
  }
  return { ok: true, value: { ...fit, labels: { ...fit.labels, [label]: value } } };
}

const refuse = (problem: Sentence) => ({ ok: false, problem }) as const;
