import type { LaunchCommand, Parsed, RerunCommand, TypedChoices } from './command.ts';
import { parseDurationMs } from '../text/duration.ts';
import { parseTarget, type Target } from '../job/job.ts';
import { readJobReference } from '../job/job-reference.ts';
import { joinDivided } from './loose-pairs.ts';
import { guessAt } from '../text/nearest.ts';
import {
  isDashed,
  notBuilt,
  options,
  optionsToCome,
  readOption,
  type OptionWord,
} from '../text/option.ts';
import { withoutSecret } from '../text/problem.ts';
import { code, foreign, sentence, together, type Sentence } from '../text/sentence.ts';
import { leadingDashes, quotedName, type Token } from '../text/tokens.ts';
import { bareValue } from '../text/without-markup.ts';

type Draft = {
  /** The plain word: a template's name, or a job. */
  subject?: string;
  isQuoted?: boolean;
  readonly parameters: Map<string, string[]>;
  target?: Target;
  location?: string;
  maxTimeMs?: number;
  dryRun: boolean;
};

/** What was parsed, and the first problem. */
type Read = {
  readonly subject: string | undefined;
  readonly isQuoted: boolean;
  readonly choices: TypedChoices;
  readonly problem?: Sentence | undefined;
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
    const which = sentence`Which template? Write \`${command} launch <template> [key=value …]\`.`;
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
    const which = sentence`Which job? Write \`${command} rerun <job> [key=value …]\`.`;
    return { ok: false, problem: problem ?? which };
  }
  return parsed({ verb: 'rerun', job: readJobReference(subject), ...choices }, problem);
}

function parsed(command: LaunchCommand | RerunCommand, problem: Sentence | undefined): Parsed {
  return problem === undefined ? { ok: true, command } : { ok: false, problem, right: command };
}

function readWords(typed: readonly Token[]): Read {
  const tokens = joinDivided(typed);
  const draft: Draft = { parameters: new Map(), dryRun: false };
  let first: Sentence | undefined;
  for (const index of tokens.keys()) {
    const problem = readWord(tokens, index, draft);
    first ??= problem;
  }
  const { subject, isQuoted, parameters, target, location, maxTimeMs, dryRun } = draft;
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
      dryRun,
    },
  };
}

/** Parses one token into the draft; returns the problem, if any. */
function readWord(tokens: readonly Token[], index: number, draft: Draft): Sentence | undefined {
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

function takeOption(
  { name, value }: OptionWord,
  next: Token | undefined,
  draft: Draft,
): Sentence | undefined {
  switch (name) {
    case 'dry-run':
      if (value !== undefined)
        return sentence`\`dry-run\` takes no value: write \`dry-run\` alone.`;
      draft.dryRun = true;
      return undefined;
    case 'in':
      return value === undefined ? needsValue(name, next, targetExample) : takeTarget(value, draft);
    case 'max-time':
      return value === undefined ? needsValue(name, next, '6h') : takeMaxTime(value, draft);
    case 'max-cost':
      return notBuilt(name);
  }
}

const targetExample = 'project/location';

function needsValue(name: string, next: Token | undefined, example: string): Sentence {
  const value = next === undefined || next.pair !== undefined ? example : next.text;
  return sentence`\`${name}\` needs a value: write \`${name}=${value}\`.`;
}

function takeTarget(value: string, draft: Draft): Sentence | undefined {
  if (draft.target !== undefined || draft.location !== undefined)
    return sentence`\`in\` is given twice: keep one.`;
  const place = bareValue(value)
    .toLowerCase()
    .replace(/^projects\/([^/]+)\/locations\/([^/]+)$/, '$1/$2');
  if (/^[a-z]+-[a-z]+\d+$/.test(place)) {
    draft.location = place;
    return undefined;
  }
  const target = parseTarget(place);
  if (target === undefined) {
    return sentence`\`in\` must be a project and a location, not ${foreign(value)}: write \`in=${targetExample}\`, as in \`in=ml-prod/us-central1\`.`;
  }
  draft.target = target;
  return undefined;
}

function takeMaxTime(value: string, draft: Draft): Sentence | undefined {
  if (draft.maxTimeMs !== undefined) return sentence`\`max-time\` is given twice: keep one.`;
  const maxTimeMs = parseDurationMs(bareValue(value).toLowerCase());
  if (maxTimeMs === undefined) {
    return sentence`\`max-time\` must be a duration, not ${foreign(value)}: durations are written \`90s\`, \`45m\`, \`1h30m\` or \`7d\`.`;
  }
  draft.maxTimeMs = maxTimeMs;
  return undefined;
}

function unknownOption(typed: string): Sentence {
  const guess = guessAt(typed.replace(leadingDashes, ''), [...options, ...optionsToCome]);
  return together(
    sentence`There is no option ${foreign(typed)}.`,
    guess ?? sentence`There are \`in=project/location\`, \`max-time=6h\` and \`dry-run\`.`,
  );
}

/** An extra word is usually a parameter in a different notation. */
function extraWord(tokens: readonly Token[], index: number): Sentence {
  const word = tokens[index]?.text ?? '';
  const meant = meantPair(tokens, index);
  const guess =
    meant === undefined
      ? guessAt(word, [...options, ...optionsToCome])
      : sentence`Did you mean ${code(meant)}?`;
  return together(
    sentence`I can’t place the word ${foreign(word)}.`,
    guess ?? sentence`Parameters are written \`key=value\`, and values with spaces in quotes.`,
  );
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
