// A page of the audit: a line for each act, which a phone can wrap.

import type { ActionsBlock, Button } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { guardActor } from '../../app/domain/guard/guard.ts';
import type { AuditedAct, AuditTurn } from '../../app/domain/audit/audit-view.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { writeAuditPageValue } from '../kit/value/audit-page-value.ts';
import { actionId } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip } from '../kit/foreign.ts';
import { limits } from '../kit/limits.ts';
import type { Message } from '../kit/message.ts';
import {
  bold,
  quote,
  quoteBold,
  quoteCode,
  say,
  time,
  user,
  type Line,
  type Part,
} from '../kit/rich.ts';
import { plainText, richText } from '../kit/render-rich.ts';
import { outcomeLine } from './outcome.ts';

type Audit = AnswerOf<'audit'>;

/** In characters, for a name and for a longer text. Plain text has less room than blocks. */
type Room = { readonly name: number; readonly text: number };
const inBlocks: Room = { name: 100, text: 240 };
const inText: readonly Room[] = [inBlocks, { name: 60, text: 100 }, { name: 30, text: 40 }];
const leastRoom: Room = { name: 12, text: 16 };

/** Who did what, when, and what came of it. */
export function renderAudit(audit: Audit, context: RenderContext): Message {
  const { rows, older, newer } = audit;
  const notes = notesOf(audit);
  const linesIn = (room: Room): readonly Line[] => [
    headingOf(audit),
    ...rows.map((row) => lineOf(row, room, context.now)),
    ...notes,
  ];
  const texts = inText.map((room) => plainText(linesIn(room)));
  const text =
    texts.find(({ length }) => length <= limits.messageText) ?? plainText(linesIn(leastRoom));
  const actions = older || newer ? [actionsOf(audit, context)] : [];
  const shown = actions.filter(({ elements }) => elements.length > 0);
  return { text: clip(text, limits.messageText), blocks: [richText(linesIn(inBlocks)), ...shown] };
}

/** `Newest first, of the last 7 d, by @ana, about a3f9:` */
function headingOf({ rows, filter, newer }: Audit): Line {
  const { sinceMs, actor, job, template } = filter;
  const which: Line = [
    ...(actor === undefined ? [] : [say(' by '), person(actor)]),
    ...(job === undefined ? [] : [say(' about '), quoteCode(job)]),
    ...(template === undefined ? [] : [say(' from template '), quote(template)]),
    say(` in the last ${formatDuration(sinceMs)}`),
  ];
  if (rows.length === 0) return [say('Nothing on record'), ...which, say('.')];
  return [bold('On record'), ...which, say(newer ? ', an older page:' : ', newest first:')];
}

/** What the page doesn't show: it is never silently shorter. */
function notesOf({ whole, sure }: Audit): readonly Line[] {
  if (whole) return [];
  const own = 'Only what you did, and what was done to jobs that you see, is shown.';
  if (sure) return [[say(`${own} All of it takes the permission `), quoteCode('admin'), say('.')]];
  return [[say(`${own} Slack didn’t say all that you may see, so more may be yours: ask again.`)]];
}

/** What people call an act; another version may know more. */
const acts: ReadonlyMap<string, string> = new Map([
  ['launch', 'launch'],
  ['cancel', 'cancel'],
  ['approve', 'approve'],
  ['deny', 'deny'],
  ['drop', 'give up'],
  ['view', 'look'],
  ['template', 'change template'],
  ['channel', 'set channel'],
  ['watch', 'watch'],
  ['unwatch', 'unwatch'],
  ['lock', 'lock'],
  ['unlock', 'unlock'],
  ['extend', 'extend'],
]);

function lineOf(act: AuditedAct, room: Room, now: number): Line {
  const { at, actor, verb, reason } = act;
  const word = acts.get(verb);
  return [
    time(at, now),
    say(' · '),
    person(actor),
    say(' · '),
    word === undefined ? quoteBold(verb, 30) : bold(word),
    say(' '),
    ...objectOf(act, room),
    say(' · '),
    ...resultOf(act, room),
    ...(reason === undefined ? [] : [say(' · why: '), quote(reason, room.text)]),
  ];
}

/** What was recorded as who did it isn't always somebody whom Slack can name. */
function person(actor: string): Part {
  if (actor === guardActor) return say('the guard');
  return /^[UW][A-Z0-9]{1,30}$/.test(actor) ? user(actor) : quote(actor, 30);
}

/** `a3f9 from llama-tune`. */
function objectOf({ subject, job, template }: AuditedAct, { name }: Room): Line {
  const isJob = job === undefined || job === subject;
  return [
    quoteCode(subject, name),
    ...(isJob ? [] : [say(' as '), quoteCode(job, name)]),
    ...(template === undefined || template === subject
      ? []
      : [say(' from '), quote(template, name)]),
  ];
}

/** `created projects/… · allowed by role:lead`. */
function resultOf({ outcome, verdict, rule }: AuditedAct, room: Room): Line {
  const by: Line = rule === undefined ? [] : [say(' by '), quoteCode(rule, room.name)];
  const result: Line =
    outcome === undefined ? [say('no result yet')] : outcomeLine(outcome, room.text);
  if (verdict === undefined) return result;
  const decided: Line = [quote(verdict, 30), ...by];
  // A refusal has no other result.
  const isSaid = verdict === 'refused' && outcome === undefined;
  return isSaid ? decided : [...result, say(' · '), ...decided];
}

function actionsOf({ filter, rows, older, newer }: Audit, { token }: RenderContext): ActionsBlock {
  const turn = (to: AuditTurn['to']): Button[] => {
    const row = to === 'newer' ? rows[0] : rows.at(-1);
    if (row === undefined) return [];
    const { at, key } = row;
    const value = writeAuditPageValue({ filter, turn: { to, at, key }, token });
    if (value === undefined) return [];
    return [
      {
        type: 'button',
        action_id: to === 'newer' ? actionId('audit-newer') : actionId('audit-older'),
        text: { type: 'plain_text', text: to === 'newer' ? 'Newer' : 'Older' },
        value,
      },
    ];
  };
  return {
    type: 'actions',
    elements: [...(newer ? turn('newer') : []), ...(older ? turn('older') : [])],
  };
}
