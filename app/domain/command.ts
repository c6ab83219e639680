// The grammar of the slash command. Every mistake is one sentence that names the thing and the remedy; nothing typed is ignored.

import { parseDurationMs } from './duration.ts';
import { parseTarget, type Target } from './job.ts';
import { readJobReference, type JobReference } from './job-reference.ts';
import { didYouMean } from './nearest.ts';
import { isKnownState, knownStates, type KnownState } from './state.ts';
import { tokenize, type Token } from './tokens.ts';

export const verbs = ['launch', 'cancel', 'list', 'status', 'help'] as const;
export type Verb = (typeof verbs)[number];

export type LaunchCommand = {
  readonly verb: 'launch';
  readonly template: string;
  /** Raw texts by parameter; a repeated one has several, in order. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly target?: Target | undefined;
  readonly maxTimeMs?: number | undefined;
  readonly dryRun: boolean;
};
export type CancelCommand = {
  readonly verb: 'cancel';
  readonly job: JobReference;
  readonly reason?: string | undefined;
};
export type ListCommand = {
  readonly verb: 'list';
  readonly scope: 'here' | 'mine' | 'all';
  /** Undefined: whatever is live. */
  readonly state?: KnownState | undefined;
  readonly sinceMs?: number | undefined;
};
export type StatusCommand = { readonly verb: 'status'; readonly job: JobReference };
export type HelpCommand = { readonly verb: 'help'; readonly about?: Verb | undefined };
/** The bare command. */
export type MenuCommand = { readonly verb: 'menu' };

export type Command =
  LaunchCommand | CancelCommand | ListCommand | StatusCommand | HelpCommand | MenuCommand;

export type Parsed =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly problem: string };

const aliases: Readonly<Record<string, Verb>> = {
  run: 'launch',
  stop: 'cancel',
  ls: 'list',
  show: 'status',
};

/** In the contract, and refused by name until they are built. */
const verbsToCome = [
  'rerun',
  'logs',
  'extend',
  'watch',
  'unwatch',
  'template',
  'channel',
  'audit',
  'doctor',
];

const launchOptions = ['in', 'max-time', 'dry-run'] as const;
const optionsToCome = ['max-cost'];

/** The longest reason that is kept, in characters. */
const longestReason = 500;

type Context = { readonly name: string; readonly tokens: readonly Token[]; readonly clean: string };

const refuse = (problem: string): Parsed => ({ ok: false, problem });
const accept = (command: Command): Parsed => ({ ok: true, command });

/** Reads what follows the slash command, which is called `command` in the sentences. Never throws. */
export function parseCommand(text: string, { command }: { readonly command: string }): Parsed {
  const read = tokenize(text);
  if (!read.ok) return refuse(read.problem);
  const [first, ...tokens] = read.tokens;
  if (first === undefined) return accept({ verb: 'menu' });
  const verb = readVerb(first.text, command);
  if (!verb.ok) return verb;
  const context: Context = { name: command, tokens, clean: read.clean };
  switch (verb.verb) {
    case 'launch':
      return parseLaunch(context);
    case 'cancel':
      return parseCancel(context);
    case 'list':
      return parseList(context);
    case 'status':
      return parseStatus(context);
    case 'help':
      return parseHelp(context);
  }
}

function readVerb(
  word: string,
  name: string,
): { readonly ok: true; readonly verb: Verb } | { readonly ok: false; readonly problem: string } {
  const typed = word.toLowerCase();
  const verb = verbs.find((one) => one === typed) ?? aliases[typed];
  if (verb !== undefined) return { ok: true, verb };
  if (verbsToCome.includes(typed)) {
    return { ok: false, problem: `${name} ${typed} is not built yet. ${name} help lists what is.` };
  }
  const guess = didYouMean(typed, [...verbs, ...Object.keys(aliases)]);
  return {
    ok: false,
    problem: `There is no command “${word}”.${guess} ${name} help lists them all.`,
  };
}

type Options = {
  target?: Target;
  maxTimeMs?: number;
  dryRun?: boolean;
};

function parseLaunch({ name, tokens }: Context): Parsed {
  const [first, ...rest] = tokens;
  if (first === undefined || first.pair !== undefined) {
    return refuse(`Which template? ${name} launch <template> [key=value …].`);
  }
  const parameters = new Map<string, string[]>();
  const options: Options = {};
  for (const token of rest) {
    const problem = readLaunchToken(token, parameters, options);
    if (problem !== undefined) return refuse(problem);
  }
  return accept({
    verb: 'launch',
    template: first.text,
    parameters: Object.fromEntries(parameters),
    target: options.target,
    maxTimeMs: options.maxTimeMs,
    dryRun: options.dryRun ?? false,
  });
}

/** Takes one word after the template into parameters or options; returns what is wrong with it. */
function readLaunchToken(
  { text, pair }: Token,
  parameters: Map<string, string[]>,
  options: Options,
): string | undefined {
  if (pair === undefined) {
    const word = text.replace(/^--/, '').toLowerCase();
    if (word !== 'dry-run') return unknownWord(text);
    options.dryRun = true;
    return undefined;
  }
  const { key, value } = pair;
  const option = key.toLowerCase();
  if (optionsToCome.includes(option)) return `${option} is not built yet: leave it out.`;
  switch (option) {
    case 'in':
      return readTarget(value, options);
    case 'max-time':
      return readMaxTime(value, options);
    case 'dry-run':
      return 'dry-run takes no value: write just dry-run.';
    default:
      if (key.includes('-')) return unknownOption(key);
      parameters.set(key, [...(parameters.get(key) ?? []), value]);
      return undefined;
  }
}

function readTarget(value: string, options: Options): string | undefined {
  if (options.target !== undefined) return 'in= is given twice: keep one.';
  const target = parseTarget(value);
  if (target === undefined) {
    return `in=${value} is not a target: write in=project/location, e.g. in=ml-prod/us-central1.`;
  }
  options.target = target;
  return undefined;
}

function readMaxTime(value: string, options: Options): string | undefined {
  if (options.maxTimeMs !== undefined) return 'max-time is given twice: keep one.';
  const ms = parseDurationMs(value);
  if (ms === undefined) return `max-time=${value} is not a duration: write 90s, 45m, 1h30m or 7d.`;
  options.maxTimeMs = ms;
  return undefined;
}

function unknownWord(text: string): string {
  const guess = didYouMean(text.replace(/^--/, ''), [...launchOptions, ...optionsToCome]);
  const hint =
    guess === '' ? ' Parameters are written key=value, values with spaces in quotes.' : guess;
  return `I don’t understand “${text}”.${hint}`;
}

function unknownOption(key: string): string {
  return `There is no option “${key}”.${didYouMean(key, [...launchOptions, ...optionsToCome])} Options are in=project/location, max-time=6h and dry-run.`;
}

function parseCancel({ name, tokens, clean }: Context): Parsed {
  const [job, next] = tokens;
  if (job === undefined) return refuse(`Which job? ${name} cancel <job> [reason].`);
  const reason = next === undefined ? undefined : clean.slice(job.end).trim();
  return accept({
    verb: 'cancel',
    job: readJobReference(job.text),
    reason: reason === undefined ? undefined : clip(unquote(reason), longestReason),
  });
}

function parseStatus({ name, tokens }: Context): Parsed {
  const [job, extra] = tokens;
  if (job === undefined) return refuse(`Which job? ${name} status <job>.`);
  if (extra !== undefined) {
    return refuse(
      `status takes one job, and “${extra.text}” is one too many: put a name with spaces in quotes.`,
    );
  }
  return accept({ verb: 'status', job: readJobReference(job.text) });
}

const scopes = ['here', 'mine', 'all'] as const;

function parseList({ tokens }: Context): Parsed {
  let scope: ListCommand['scope'] | undefined;
  let state: KnownState | 'live' | undefined;
  let sinceMs: number | undefined;
  for (const { text } of tokens) {
    const word = text.toLowerCase();
    const asScope = scopes.find((one) => one === word);
    const asState = readState(word);
    const asDuration = parseDurationMs(word);
    if (asScope !== undefined && (scope ?? asScope) === asScope) scope = asScope;
    else if (asState !== undefined && (state ?? asState) === asState) state = asState;
    else if (asDuration !== undefined && (sinceMs ?? asDuration) === asDuration)
      sinceMs = asDuration;
    else if (asScope !== undefined || asState !== undefined || asDuration !== undefined) {
      return refuse(`“${text}” and what stands before it exclude each other: keep one.`);
    } else {
      const known = [...scopes, 'live', ...knownStates.map((one) => one.toLowerCase())];
      return refuse(
        `I don’t understand “${text}”.${didYouMean(word, known)} list takes here, mine or all, a state such as running, and a time such as 24h.`,
      );
    }
  }
  return accept({
    verb: 'list',
    scope: scope ?? 'here',
    state: state === 'live' ? undefined : state,
    sinceMs,
  });
}

function readState(word: string): KnownState | 'live' | undefined {
  if (word === 'live') return 'live';
  const state = word
    .toUpperCase()
    .replace(/-/g, '_')
    .replace(/^CANCELED$/, 'CANCELLED');
  return isKnownState(state) ? state : undefined;
}

function parseHelp({ name, tokens }: Context): Parsed {
  const [word] = tokens;
  if (word === undefined) return accept({ verb: 'help' });
  const verb = readVerb(word.text, name);
  return verb.ok ? accept({ verb: 'help', about: verb.verb }) : verb;
}

/** Quotes around the whole of it are the writer's, not the reason's. */
function unquote(text: string): string {
  const match = /^(["'])(.*)\1$/s.exec(text);
  return match?.[2] ?? text;
}

function clip(text: string, most: number): string {
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}
