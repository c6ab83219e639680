// What burns now: the sum, whose it is, and the jobs that burn most.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { TopRow } from '../../app/domain/answer/job-answer.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { BurnSum, OwnersBurn } from '../../app/domain/launch/burn.ts';
import type { RenderContext } from '../kit/context.ts';
import { bold, quoteCode, say, user, type Line } from '../kit/rich.ts';
import { message, type Message } from '../kit/message.ts';
import { burnWords, jobs } from '../job/burn.ts';
import { averageNotes } from '../job/use.ts';
import { jobMenu, jobsMessage } from './jobs-message.ts';
import { channelColumn, columns, notKnown, placeColumn, type Column } from './list-columns.ts';
import { costNotes, hiddenNotes, targetTrouble } from './list-notes.ts';
import { burnColumn, guardColumn, rulesOf, useColumn } from './top-columns.ts';

type Top = AnswerOf<'top'>;

const mostOwners = 10;

/** The jobs that burn most, the sum of all, and what isn't known about them. */
export function renderTop(top: Top, context: RenderContext): Message {
  const { rows, targets, hidden } = top;
  const { now } = context;
  const heading = headingOf(top, context);
  const notes = [
    ...hiddenNotes(hidden),
    ...costNotes(rows, now),
    ...averageNotes(
      rows.flatMap(({ use }) => use ?? []),
      { now, sign: notKnown },
    ),
    ...targetTrouble(targets, now),
  ];
  if (rows.length === 0) return message([...heading, ...notes]);
  const actions = { type: 'actions' as const, elements: [jobMenu(rows, context)] };
  return jobsMessage({ heading, rows, columns: columnsOf(top), notes, targets, actions }, context);
}

/**
 * The list's columns, with what the job burns before what it cost; the use of GPUs and the guard
 * where there are any.
 */
function columnsOf({ filter, targets, rows }: Top): readonly Column<TopRow>[] {
  return [
    ...columns.slice(0, -1),
    burnColumn,
    ...columns.slice(-1),
    ...(rows.some(({ use }) => use !== undefined) ? [useColumn] : []),
    ...(rows.some(({ card }) => rulesOf(card).length > 0) ? [guardColumn] : []),
    ...(targets.length > 1 ? [placeColumn] : []),
    ...(filter.scope === 'here' ? [] : [channelColumn]),
  ];
}

function headingOf(top: Top, { command }: RenderContext): readonly Line[] {
  const { rows, total, sum, owners } = top;
  return [
    burningLine(top),
    ...(sum.waits === 0 ? [] : [[say(waitsWords(sum.waits))]]),
    ...(owners.length > 1 ? [ownersLine(owners)] : []),
    ...(rows.length === total
      ? []
      : [
          [
            say(`The first ${rows.length} of ${total}. All live jobs, in pages: `),
            ...all(top, command),
          ],
        ]),
  ];
}

const all = ({ filter: { scope, owner } }: Top, command: string): Line => [
  quoteCode(scope === 'here' ? `${command} list` : `${command} list ${scope}`),
  ...(owner === undefined ? [] : [say(' '), user(owner)]),
];

/** `Burning now in this channel: ≈ $12.30/h at list price for 3 jobs.` */
function burningLine({ filter: { scope, owner }, sum }: Top): Line {
  const where = scope === 'here' ? ' in this channel' : '';
  const whose = owner === undefined ? [] : [say(', jobs of '), user(owner)];
  const which = [...(scope === 'mine' ? [say(', your jobs')] : whose), say(where)];
  const parts = burnWords(sum);
  return parts === undefined
    ? [say('Nothing burns now'), ...which, say('.')]
    : [bold('Burning now'), ...which, say(`: ${parts}.`)];
}

function waitsWords(waits: number): string {
  return `${jobs(waits)} ${waits === 1 ? 'has' : 'have'} no machines now and burn${waits === 1 ? 's' : ''} nothing.`;
}

/** `By owner: @ana $9.80/h · @bo $2.50/h, 1 not known`. */
function ownersLine(owners: readonly OwnersBurn[]): Line {
  const shown = owners.slice(0, mostOwners);
  const more = owners.length - shown.length;
  return [
    say('By owner: '),
    ...shown.flatMap(({ owner, sum }, at): Line => [
      ...(at === 0 ? [] : [say(' · ')]),
      owner === undefined ? say('launched elsewhere') : user(owner),
      say(` ${shareWords(sum)}`),
    ]),
    ...(more === 0 ? [] : [say(` · and ${more} more`)]),
  ];
}

function shareWords({ hourly, burns, unpriced, unsure }: BurnSum): string {
  const unknown = unpriced + unsure;
  return [
    ...(burns === 0 ? [] : [`${formatUsd(hourly)}/h`]),
    ...(unknown === 0 ? [] : [`${unknown} not known`]),
  ].join(', ');
}
