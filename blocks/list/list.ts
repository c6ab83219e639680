import type { ActionsBlock, Button } from '@slack/types';
import type { Answer } from '../../app/domain/answer/answer.ts';
import { shownName } from '../../app/domain/template/hide-secrets.ts';
import { actionId, writeActionValue } from '../kit/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip } from '../kit/foreign.ts';
import { bounds, limits } from '../kit/limits.ts';
import { channelColumn, columns, placeColumn, type CellForm, type Column } from './list-columns.ts';
import { headingLine } from './list-heading.ts';
import { notesOf, placeNames } from './list-notes.ts';
import { jobTable, rowLine } from './list-table.ts';
import { message, type Message } from '../kit/message.ts';
import { writePageValue } from '../kit/page-value.ts';
import { plain } from '../kit/plain.ts';
import { plainText, richText } from '../kit/rich.ts';

type List = Extract<Answer, { kind: 'list' }>;

/** Text has less room than a table, so names are shortened if many are long. */
const nameRooms = [60, 30, 12] as const;

/** The requested jobs, a page at a time, and what isn't known about them. */
export function renderList(list: List, context: RenderContext): Message {
  const { rows, targets } = list;
  const notes = notesOf(list, context.now);
  if (rows.length === 0) return message([headingLine(list), ...notes]);
  const shown = columnsOf(list);
  const names = placeNames(targets.map(({ target }) => target));
  const form: Omit<CellForm, 'as' | 'nameRoom'> = {
    context,
    placeOf: ({ launch }) => names(launch.target),
  };
  const inTable = { ...form, as: 'table', nameRoom: bounds.displayName } as const;
  const texts = nameRooms.map((nameRoom) => {
    const lines = rows.map((row) => rowLine(row, shown, { ...form, as: 'text', nameRoom }));
    return plainText([headingLine(list), ...lines, ...notes]);
  });
  const text = texts.find(({ length }) => length <= limits.messageText) ?? texts.at(-1) ?? '';
  const lines = rows.map((row) => rowLine(row, shown, inTable));
  const below = notes.length === 0 ? [] : [richText(notes)];
  const actions = actionsOf(list, context);
  return {
    text: clip(text, limits.messageText),
    blocks: [richText([headingLine(list)]), jobTable(rows, shown, inTable), ...below, actions],
    plainer: [richText([headingLine(list), ...lines]), ...below, actions],
  };
}

function columnsOf({ filter, targets }: List): readonly Column[] {
  return [
    ...columns,
    ...(targets.length > 1 ? [placeColumn] : []),
    ...(filter.scope === 'here' ? [] : [channelColumn]),
  ];
}

/** Buttons for other pages, and a menu to look at one job. */
function actionsOf(list: List, { token }: RenderContext): ActionsBlock {
  const { filter, rows, total, newer } = list;
  const turn = (to: 'newer' | 'older'): Button[] => {
    const launch = (to === 'newer' ? rows[0] : rows.at(-1))?.card.launch;
    if (launch === undefined) return [];
    const { id, requestedAt } = launch;
    return [
      {
        type: 'button',
        action_id: to === 'newer' ? actionId('list-newer') : actionId('list-older'),
        text: { type: 'plain_text', text: to === 'newer' ? 'Newer' : 'Older' },
        value: writePageValue({ filter, turn: { to, requestedAt, id }, token }),
      },
    ];
  };
  return {
    type: 'actions',
    elements: [
      ...(newer > 0 ? turn('newer') : []),
      ...(newer + rows.length < total ? turn('older') : []),
      {
        type: 'static_select',
        action_id: actionId('pick-status'),
        placeholder: { type: 'plain_text', text: 'Pick a job…' },
        options: rows.map(({ card: { launch } }) => ({
          text: plain(`${launch.handle} ${shownName(launch)}`, limits.optionText),
          value: writeActionValue({ handle: launch.handle, token }),
        })),
      },
    ],
  };
}
