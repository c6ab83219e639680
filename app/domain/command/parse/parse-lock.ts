// The grammar of `lock` and `unlock`. What is locked and until when come first, or `until` last;
// everything else is the reason, kept as typed.

import { notClosed, type CommandProblem } from './command-problem.ts';
import type { Parsed, UnlockCommand } from './command.ts';
import type { Rest } from './rest.ts';
import type { LockScope } from '../../lock/lock.ts';
import { readUntil, type Until } from './until.ts';
import { nearest } from '../../text/nearest.ts';
import { unknownOption } from '../../text/option.ts';
import { readReason } from '../../text/reason.ts';
import { foreign } from '../../text/sentence.ts';
import { leadingDashes, readToken, type Token } from '../../text/tokens.ts';

type Head = {
  readonly scope?: LockScope | undefined;
  readonly until?: Until | undefined;
  /** Where the rest begins. */
  readonly from: number;
};
type Read<T> = T | { readonly problem: CommandProblem };

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });

/** Parses what follows `lock`. Alone, it lists the locks. */
export function parseLock({ command, clean, from }: Rest): Parsed {
  if (clean.slice(from).trim() === '') return { ok: true, command: { verb: 'locks' } };
  const head = readHead(clean, from);
  if ('problem' in head) return refuse(head.problem);
  const end = readEnd(clean.slice(head.from), head.until);
  if ('problem' in end) return refuse(end.problem);
  const { scope } = head;
  if (scope === undefined) return refuse(whatToLock(command, 'lock', clean, head.from));
  const reason = readReason(end.rest);
  if (reason === undefined) return refuse({ kind: 'lock-without-reason', command });
  const { until } = end;
  return { ok: true, command: { verb: 'lock', scope, until, reason } };
}

/** Parses what follows `unlock`: the number of a lock, or what it covers. */
export function parseUnlock({ command, clean, from }: Rest): Parsed {
  const first = readToken(clean, from);
  if (first.kind === 'unclosed') return notClosed(first.at);
  if (first.kind === 'end') return refuse({ kind: 'which-lock', command });
  const number = /^#?(\d{1,9})$/.exec(first.token.text)?.[1];
  if (number !== undefined) {
    return onlyThis(clean, first.token.end, { verb: 'unlock', which: { number: Number(number) } });
  }
  const head = readHead(clean, from);
  if ('problem' in head) return refuse(head.problem);
  if (head.scope === undefined) return refuse(whatToLock(command, 'unlock', clean, head.from));
  return onlyThis(clean, head.from, { verb: 'unlock', which: { scope: head.scope } });
}

function onlyThis(clean: string, from: number, command: UnlockCommand): Parsed {
  const more = readToken(clean, from);
  if (more.kind === 'end') return { ok: true, command };
  const text = more.kind === 'token' ? more.token.text : more.at;
  return refuse({ kind: 'unlock-takes-one', word: foreign(text) });
}

/** The scope and the end at the beginning, in any order. */
function readHead(clean: string, from: number): Read<Head> {
  let head: Head = { from };
  for (;;) {
    const here = readToken(clean, head.from);
    if (here.kind !== 'token' || here.token.quoted) return head;
    const next = readOne(clean, here.token, head);
    if (next === undefined || 'problem' in next) return next ?? head;
    head = next;
  }
}

const keys = ['template', 'in', 'until'] as const;
type Key = (typeof keys)[number];

/** Takes in one word; undefined if the reason begins with it. */
function readOne(clean: string, token: Token, head: Head): Read<Head> | undefined {
  const text = token.text.replace(leadingDashes, '');
  if (/^(?:all|everything)$/i.test(text)) {
    if (head.scope === undefined) return { ...head, scope: { kind: 'all' }, from: token.end };
    return undefined;
  }
  const [, name = '', mark, written = ''] = /^([a-z]+)(?:([=:])(.*))?$/is.exec(text) ?? [];
  const key = keys.find((one) => one === name.toLowerCase());
  if (key === undefined) {
    const option = unknownOption(token, 'lock') ?? misspeltUntil(name, written);
    return option && { problem: option };
  }
  const isTaken = key === 'until' ? head.until !== undefined : head.scope !== undefined;
  // Without a mark it may be the reason’s first word: `all in case of fire`, `all until we know`.
  if (mark === undefined && isTaken) return undefined;
  if (isTaken) return { problem: { kind: 'lock-option-twice', option: key } };
  const next = written === '' ? readToken(clean, token.end) : undefined;
  const value = next?.kind === 'token' ? next.token.text : written;
  if (mark === undefined && key === 'until' && readUntil(value) === undefined) return undefined;
  if (value === '') return { problem: { kind: 'lock-option-empty', option: key } };
  const read = readValue(key, value);
  if ('problem' in read) return read;
  return { ...head, ...read, from: next?.kind === 'token' ? next.token.end : token.end };
}

/** As part of the reason, `untill=18:00` would leave the lock without an end. */
function misspeltUntil(name: string, value: string): CommandProblem | undefined {
  if (readUntil(value) === undefined) return undefined;
  const isMeant = nearest(name, ['until']) !== undefined || /^(?:till?|for)$/i.test(name);
  return isMeant ? { kind: 'until-misspelt', typed: foreign(`${name}=${value}`) } : undefined;
}

/** In characters. */
const longestPattern = 200;

function readValue(key: Key, value: string): Read<Pick<Head, 'scope' | 'until'>> {
  switch (key) {
    case 'until': {
      const until = readUntil(value);
      if (until !== undefined) return { until };
      return { problem: { kind: 'until-unreadable', typed: foreign(value) } };
    }
    case 'template': {
      const isFine = value.length <= longestPattern && value.split('*').length <= 10;
      if (isFine) return { scope: { kind: 'template', pattern: value } };
      return { problem: { kind: 'lock-template-unreadable', typed: foreign(value) } };
    }
    case 'in': {
      const [, project, location] = /^(?:([a-z0-9.:-]+)\/)?([a-z0-9-]+)$/.exec(value) ?? [];
      if (location === undefined) {
        return { problem: { kind: 'lock-place-unreadable', typed: foreign(value) } };
      }
      return { scope: { kind: 'place', project, location } };
    }
  }
}

type End = { readonly rest: string; readonly until?: Until | undefined };

/** An `until=` behind the reason. */
function readEnd(rest: string, before: Until | undefined): Read<End> {
  const [whole, name = '', value = ''] =
    /(?:^|\s)[-–—]{0,2}([a-z]+)[=:](\S+)\s*$/i.exec(rest.slice(-100)) ?? [];
  if (whole === undefined || name.toLowerCase() !== 'until') {
    const problem = misspeltUntil(name, value);
    return problem === undefined ? { rest, until: before } : { problem };
  }
  if (before !== undefined) return { problem: { kind: 'lock-option-twice', option: 'until' } };
  const read = readValue('until', value);
  return 'problem' in read ? read : { until: read.until, rest: rest.slice(0, -whole.length) };
}

/** Nothing says what to lock: the next word may be misspelt. */
function whatToLock(
  command: string,
  verb: 'lock' | 'unlock',
  clean: string,
  from: number,
): CommandProblem {
  const here = readToken(clean, from);
  const word = here.kind === 'token' ? here.token.text : undefined;
  const near = word && nearest(word.split(/[=:]/)[0]?.toLowerCase() ?? '', ['all', ...keys]);
  return { kind: 'what-to-lock', command, verb, near: near === 'until' ? undefined : near };
}
