import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import type { LaunchCommand, Parsed, RerunCommand, TypedChoices } from './command.ts';
import { readJobReference } from '../../job/job-reference.ts';
import { joinDivided } from './loose-pairs.ts';
import { nearest } from '../../text/nearest.ts';
import { isDashed, options, readOption, type OptionWord } from '../../text/option.ts';
import { withoutSecret } from '../../text/problem.ts';
import { quotedName, type Token } from '../../text/tokens.ts';
import { takeOption, unknownOption, type Draft } from './launch-options.ts';

/** What was parsed, and the first problem. */
type Read = {
  readonly subject: string | undefined;
  readonly isQuoted: boolean;
  readonly choices: TypedChoices;
  readonly problem?: CommandProblem | undefined;
};

/**
 * Parses what follows `launch`: the first plain word is the template; pairs and options come in any
 * order.
 */
export function parseLaunch(command: string, tokens: readonly Token[]): Parsed {
  const { subject, isQuoted, choices, problem } = readWords(tokens);
  if (subject === undefined) {
    // Without arguments, the form opens.
    if (tokens.length === 0) return { ok: true, command: { verb: 'menu' } };
    const which = { kind: 'which-template-to-launch', command } as const;
    return { ok: false, problem: problem ?? which, form: true };
  }
  // A template name that ends with a comma or semicolon must be quoted.
  const template = isQuoted ? subject : subject.replace(/[,;]$/, '');
  return parsed({ verb: 'launch', template, ...choices }, problem);
}

/** Parses what follows `rerun`: a job, and the changes. */
export function parseRerun(command: string, tokens: readonly Token[]): Parsed {
  const { subject, choices, problem } = readWords(tokens);
  if (subject === undefined) {
    const which = { kind: 'which-job', command, verb: 'rerun' } as const;
    return { ok: false, problem: problem ?? which };
  }
  return parsed({ verb: 'rerun', job: readJobReference(subject), ...choices }, problem);
}

function parsed(
  command: LaunchCommand | RerunCommand,
  problem: CommandProblem | undefined,
): Parsed {
  return problem === undefined ? { ok: true, command } : { ok: false, problem, right: command };
}

function readWords(typed: readonly Token[]): Read {
  const tokens = joinDivided(typed);
  const draft: Draft = { parameters: new Map(), dryRun: false };
  let first: CommandProblem | undefined;
  for (const index of tokens.keys()) {
    const problem = readWord(tokens, index, draft);
    first ??= problem;
  }
  const { subject, isQuoted, parameters, target, location, maxTimeMs, maxCostUsd, dryRun } = draft;
  return {
    subject,
    isQuoted: isQuoted === true,
    problem: first,
    // `fromEntries` defines own properties whatever the key is, so no key can reach a prototype.
    choices: {
      parameters: Object.fromEntries(parameters),
      target,
      ...(location === undefined ? {} : { location }),
      maxTimeMs,
      maxCostUsd,
      dryRun,
    },
  };
}

/** Parses one token into the draft; returns the problem, if any. */
function readWord(
  tokens: readonly Token[],
  index: number,
  draft: Draft,
): CommandProblem | undefined {
  const token = tokens[index];
  if (token === undefined) return undefined;
  const option = readOption(token);
  if (option !== undefined && !isSubject(option, tokens[index + 1], draft)) {
    return takeOption(option, tokens[index + 1], draft);
  }
  const { pair } = token;
  if (pair !== undefined) {
    // Parameter names have no dashes, so this can only be meant as an option.
    if (pair.key.includes('-')) return unknownOption(pair.key);
    const values = draft.parameters.get(pair.key) ?? [];
    draft.parameters.set(pair.key, [...values, pair.value]);
    return undefined;
  }
  if (isDashed(token)) return unknownOption(token.text);
  if (draft.subject !== undefined) return extraWord(tokens, index);
  if (token.text.trim() !== '') {
    draft.subject = quotedName(token);
    draft.isQuoted = token.quoted;
  }
  return undefined;
}

/**
 * `launch in in=ml-prod/us-central1`: a template may be called `in`. Before a plain word, it is the
 * option with its equals sign missing.
 */
function isSubject({ sure }: OptionWord, next: Token | undefined, { subject }: Draft): boolean {
  const isBeforeWord =
    next !== undefined && next.pair === undefined && readOption(next) === undefined;
  return !sure && subject === undefined && !isBeforeWord;
}

/** An extra word is usually a parameter in a different notation. */
function extraWord(tokens: readonly Token[], index: number): CommandProblem {
  const word = tokens[index]?.text ?? '';
  const near = meantPair(tokens, index) ?? nearest(word, options);
  return { kind: 'word-not-placed', word: foreign(word), near, rule: 'launch' };
}

/** Rewrites `lr 0.1`, `lr = 0.1`, `lr =0.1`, `lr= 0.1` or `"lr=0.1"` as `lr=0.1`. */
function meantPair(tokens: readonly Token[], index: number): string | undefined {
  const [before, here, next, afterNext] = [-1, 0, 1, 2].map((step) => tokens[index + step]);
  if (here === undefined) return undefined;
  if (before?.pair?.value === '' && !before.endsQuoted && !here.quoted)
    return writePair(before.pair.key, here.text);
  const whole = /^([a-zA-Z]\w*)=(.+)$/s.exec(here.text);
  if (here.quoted && whole !== null) return writePair(whole[1] ?? '', whole[2] ?? '');
  if (!/^[a-zA-Z]\w*$/.test(here.text) || next === undefined || next.pair !== undefined) {
    return undefined;
  }
  if (next.text === '=') return afterNext && writePair(here.text, afterNext.text);
  if (next.text.startsWith('=')) return writePair(here.text, next.text.slice(1));
  return readOption(next) === undefined ? writePair(here.text, next.text) : undefined;
}

function writePair(key: string, value: string): string {
  const text = Array.from(withoutSecret(value)).slice(0, 60).join('');
  return `${key}=${/\s/.test(text) ? `"${text}"` : text}`;
}
