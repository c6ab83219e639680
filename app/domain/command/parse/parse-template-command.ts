import { foreign } from '../../text/sentence.ts';
import {
  notClosed,
  templateActions,
  type CommandProblem,
  type TemplateAction,
} from './command-problem.ts';
import type { Parsed, TemplateCommand } from './command.ts';
import { readJobReference } from '../../job/job-reference.ts';
import { joinPairs } from './loose-pairs.ts';
import { nearest } from '../../text/nearest.ts';
import { unknownOption } from '../../text/option.ts';
import { readReason } from '../../text/reason.ts';
import { isSavedName, readVersion } from '../../template/template-save.ts';
import { readToken, type Token } from '../../text/tokens.ts';
import { apart, isName, type Rest, readAll, readLead, named } from './template-words.ts';

const aliases: ReadonlyMap<string, TemplateAction> = new Map([
  ['ls', 'list'],
  ['diff', 'history'],
]);

/** Parses what follows `template`: an action and a template. Alone, it lists the templates. */
export function parseTemplateCommand(command: string, clean: string, from: number): Parsed {
  const begin = readToken(clean, from);
  if (begin.kind === 'unclosed') return notClosed(begin.at);
  if (begin.kind === 'end') return accept({ action: 'list' });
  const word = begin.token;
  const typed = word.text.toLowerCase();
  const action = templateActions.find((one) => one === typed) ?? aliases.get(typed);
  // What follows these is prose, which may contain any quotes and words.
  const read =
    action === 'delete' || action === 'restore'
      ? readLead(clean, word.end, action === 'delete' ? 1 : 2)
      : readAll(clean, word.end);
  if (!read.ok) return notClosed(read.at);
  const option = [word, ...read.tokens]
    .map((token) => unknownOption(token, 'template'))
    .find((one) => one);
  if (option !== undefined) return refuse(option);
  const [first, ...others] = read.tokens;
  const rest = joinPairs(others, named).flatMap(apart);
  if (action === undefined && read.tokens.length === 0 && isName(word, typed)) {
    return accept({ action: 'show', name: word.text });
  }
  if (action === undefined) {
    const near = nearest(typed, [...templateActions, ...aliases.keys()]);
    return refuse({ kind: 'no-such-action', command, word: foreign(word.text), near });
  }
  if (action === 'list') return first === undefined ? accept({ action }) : extra(action, first);
  const name = first?.text.trim() ?? '';
  if (name === '') return missing('template', command, action);
  return parseRest(action, name, { rest, prose: read.prose, command });
}

function parseRest(
  action: Exclude<TemplateAction, 'list'>,
  name: string,
  { rest, prose, command }: Rest,
): Parsed {
  switch (action) {
    case 'edit':
      return rest[0] === undefined ? accept({ action, name }) : extra(action, rest[0]);
    case 'save':
      return parseSave(name, rest, command);
    case 'history':
      return rest[0]?.text.toLowerCase() === 'before'
        ? parseOlder(name, rest.slice(1), command)
        : parseVersions(action, name, rest, command);
    case 'show':
      return parseVersions(action, name, rest, command);
    case 'restore': {
      const [version] = rest;
      if (version === undefined) return missing('version', command, action);
      const number = readVersion(version.text);
      if (number === undefined) return refuse(notVersion(version));
      return accept({ action, name, number, note: readReason(prose) });
    }
    case 'delete': {
      const note = readReason(prose);
      const [first = ''] = note?.split(/\s+/) ?? [];
      if (readVersion(first) !== undefined) {
        return refuse({ kind: 'deletes-all-versions', typed: foreign(first) });
      }
      return accept({ action, name, note });
    }
  }
}

function parseSave(name: string, rest: readonly Token[], command: string): Parsed {
  if (!isSavedName(name)) {
    return refuse({ kind: 'template-name-impossible', name: foreign(name) });
  }
  const [from, job, more] = rest;
  if (from === undefined) return accept({ action: 'save', name });
  if (from.text.toLowerCase() !== 'from') return extra('save', from);
  if (job === undefined || job.text.trim() === '') {
    return missing('job', command, 'save');
  }
  return more === undefined
    ? accept({ action: 'save', name, from: readJobReference(job.text) })
    : extra('save', more);
}

function parseVersions(
  action: 'show' | 'history',
  name: string,
  words: readonly Token[],
  command: string,
): Parsed {
  const most = action === 'show' ? 1 : 2;
  const surplus = words[most];
  if (surplus !== undefined) return extra(action, surplus);
  const numbers: number[] = [];
  for (const word of words) {
    const number = readVersion(word.text);
    if (number === undefined) return refuse(notVersion(word, { command, action }));
    numbers.push(number);
  }
  const [before, after] = numbers;
  return action === 'show'
    ? accept({ action, name, number: before })
    : accept({ action, name, before, after });
}

function parseOlder(name: string, [version, more]: readonly Token[], command: string): Parsed {
  if (version === undefined) return missing('older-version', command, 'history');
  if (more !== undefined) return extra('history', more);
  const olderThan = readVersion(version.text);
  return olderThan === undefined
    ? refuse(notVersion(version))
    : accept({ action: 'history', name, olderThan });
}

function notVersion(
  { text }: Token,
  usage?: { readonly command: string; readonly action: TemplateAction },
): CommandProblem {
  return { kind: 'no-version-name', typed: foreign(text), ...(usage && { usage }) };
}

function extra(action: TemplateAction, { text }: Token): Parsed {
  return refuse({ kind: 'template-word-surplus', action, word: foreign(text) });
}

type Missing = Extract<CommandProblem, { readonly kind: 'template-word-missing' }>;

function missing(what: Missing['what'], command: string, action: TemplateAction): Parsed {
  return refuse({ kind: 'template-word-missing', what, command, action });
}

type OneOf<T> = T extends unknown ? Omit<T, 'verb'> : never;

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });

const accept = (command: OneOf<TemplateCommand>): Parsed => ({
  ok: true,
  command: { verb: 'template', ...command },
});
