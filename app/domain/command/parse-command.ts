// The grammar of the slash command. Every mistake is one sentence that names the problem and the
// remedy. No input is ignored.

import { verbs, type Verb, type Command, type Parsed } from './command.ts';
import { readJobReference } from '../job/job-reference.ts';
import { guessAt } from '../text/nearest.ts';
import { asksForHelp, unknownOption, optionForReason } from '../text/option.ts';
import { parseChannel } from './parse-channel.ts';
import { parseDoctor } from './parse-doctor.ts';
import { parseLaunch } from './parse-launch.ts';
import { parseList } from './parse-list.ts';
import { parseAbout } from './parse-named.ts';
import { parseWatch } from './parse-watch.ts';
import { parseTemplateCommand } from './parse-template-command.ts';
import { longerNames } from './longer-names.ts';
import { readBehind } from '../text/reason.ts';
import { foreign, sentence, together, type Sentence } from '../text/sentence.ts';
import { withoutMarkup } from '../text/without-markup.ts';
import {
  cleanText,
  quotedName,
  readToken,
  tokenize,
  type ReadToken,
  type Token,
  type Tokens,
} from '../text/tokens.ts';

const aliases: ReadonlyMap<string, Verb> = new Map([
  ['run', 'launch'],
  ['stop', 'cancel'],
  ['ls', 'list'],
  ['show', 'status'],
  ['log', 'logs'],
  ['start', 'launch'],
  ['kill', 'cancel'],
  ['abort', 'cancel'],
  ['terminate', 'cancel'],
  ['jobs', 'list'],
  ['tail', 'logs'],
  ['retry', 'rerun'],
  ['re-run', 'rerun'],
  ['templates', 'template'],
]);

/** Part of the contract but not implemented: refused by name. */
const verbsToCome: readonly string[] = ['extend', 'audit'];

/** In characters. A Slack message has at most 40,000, and a parameter's value 4,000. */
export const longestCommand = 20_000;

const refuse = (problem: Sentence): Parsed => ({ ok: false, problem });
const accept = (command: Command): Parsed => ({ ok: true, command });

/**
 * Parses what follows the slash command. `command` is that command's name, used in messages. Never
 * throws.
 */
export function parseCommand(text: string, { command }: { readonly command: string }): Parsed {
  if (text.length > longestCommand) return refuse(sayTooLong);
  const clean = withoutMarkup(cleanText(text));
  const first = firstWord(clean, command);
  if (first.kind === 'end') return accept({ verb: 'menu' });
  if (first.kind === 'unclosed') return refuse(first.problem);
  if (asksForHelp(first.token)) return parseHelp(command, clean, first.token.end);
  const verb = readVerb(first.token.text, command);
  if (!verb.ok) return verb;
  return parseRest(verb.verb, { command, clean, from: first.token.end, asTyped: cleanText(text) });
}

const sayTooLong = sentence`That is longer than a command may be (${longestCommand} characters): put long values into the template.`;

/** Skips the slash command's own name, which comes along when a command is copied. */
export function firstWord(clean: string, command: string): ReadToken {
  const first = readToken(clean, 0);
  const isCommand =
    first.kind === 'token' && first.token.text.toLowerCase().replace(/[:,]$/, '') === command;
  return isCommand ? readToken(clean, first.token.end) : first;
}

type Rest = {
  readonly command: string;
  readonly clean: string;
  /** Where the verb ends in `clean`. */
  readonly from: number;
  /** The same text with its markup, which a job's name may contain. */
  readonly asTyped: string;
};

function parseRest(verb: Verb, { command, clean, from, asTyped }: Rest): Parsed {
  const next = readToken(clean, from);
  if (next.kind === 'token' && asksForHelp(next.token)) {
    return accept({ verb: 'help', about: verb });
  }
  switch (verb) {
    case 'cancel':
      return parseCancel(command, clean, from, asTyped);
    case 'help':
      return parseHelp(command, clean, from);
    case 'template':
      return parseTemplateCommand(command, clean, from);
    case 'launch':
    case 'rerun':
    case 'list':
    case 'status':
    case 'logs':
    case 'channel':
    case 'watch':
    case 'unwatch':
    case 'doctor': {
      const read = tokenize(clean, from);
      if (verb === 'launch') return unlessUnclosed(read, parseLaunch(command, read.tokens));
      const texts = [clean.slice(from), afterVerb(asTyped)];
      if (verb === 'rerun') {
        return unlessUnclosed(read, parseAbout(verb, command, read.tokens, ...texts));
      }
      if (!read.ok) return refuse(read.problem);
      if (verb === 'doctor') return parseDoctor(read.tokens);
      if (verb === 'channel') return parseChannel(read.tokens);
      if (verb === 'watch' || verb === 'unwatch') return parseWatch(command, verb, read.tokens);
      if (verb === 'list') return parseList(read.tokens);
      return parseAbout(verb, command, read.tokens, ...texts);
    }
  }
}

/** An unclosed quote swallows everything after it. What stands before it may still be complete. */
function unlessUnclosed(read: Tokens, before: Parsed): Parsed {
  if (read.ok) return before;
  if (!before.ok) return { ok: false, problem: read.problem, right: before.right };
  const { command } = before;
  const right = command.verb === 'launch' || command.verb === 'rerun' ? command : undefined;
  return { ok: false, problem: read.problem, right };
}

type ReadVerb =
  | { readonly ok: true; readonly verb: Verb }
  | { readonly ok: false; readonly problem: Sentence; readonly unknown?: string };

/** The verb that a word stands for, aliases included. */
export function verbNamed(word: string): Verb | undefined {
  const typed = word.toLowerCase().replace(/[.,:;!?]{1,9}$/, '');
  return verbs.find((one) => one === typed) ?? aliases.get(typed);
}

function readVerb(word: string, command: string): ReadVerb {
  const typed = word.toLowerCase();
  const verb = verbNamed(typed);
  if (verb !== undefined) return { ok: true, verb };
  const more = sentence`\`${command} help\` lists what there is.`;
  if (verbsToCome.includes(typed)) {
    return { ok: false, problem: sentence`\`${command} ${typed}\` is not built yet. ${more}` };
  }
  const guess = guessAt(typed, [...verbs, ...aliases.keys(), ...verbsToCome]) ?? [];
  const unknown = sentence`There is no command ${foreign(word)}.`;
  return { ok: false, problem: together(unknown, guess, more), unknown: word };
}

/**
 * The job is one token. Everything after it is the reason, kept as typed: prose may contain any
 * quotes.
 */
function parseCancel(command: string, clean: string, from: number, asTyped: string): Parsed {
  const job = readToken(clean, from);
  if (job.kind === 'unclosed') return refuse(job.problem);
  if (job.kind === 'end' || isBlank(job.token)) {
    return refuse(sentence`Which job? Write \`${command} cancel <job> [reason]\`.`);
  }
  const option = unknownOption(job.token, 'cancel');
  if (option !== undefined) return refuse(option);
  const rest = clean.slice(job.token.end);
  const behind = optionForReason(rest);
  if (behind !== undefined) return refuse(behind);
  return accept({
    verb: 'cancel',
    job: readJobReference(quotedName(job.token)),
    ...readBehind(rest),
    names: longerNames(clean.slice(from), afterVerb(asTyped)),
  });
}

/** The text after the verb. Markup before the verb belongs to the verb's word. */
function afterVerb(asTyped: string): string {
  return /^\s*(?:\/\S+\s+)?\S+([^]*)$/.exec(asTyped)?.[1] ?? '';
}

/** Quotes around nothing. As a name prefix, this would match every job. */
function isBlank({ text }: Token): boolean {
  return text.trim() === '';
}

function parseHelp(command: string, clean: string, from: number): Parsed {
  const read = tokenize(clean, from);
  if (!read.ok) return refuse(read.problem);
  const [word, extra] = read.tokens;
  if (word === undefined) return accept({ verb: 'help' });
  if (extra !== undefined) {
    return refuse(sentence`\`help\` takes one command: write \`${command} help launch\`, say.`);
  }
  const about = readVerb(word.text, command);
  return about.ok ? accept({ verb: 'help', about: about.verb }) : about;
}
