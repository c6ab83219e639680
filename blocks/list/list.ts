import type { ActionsBlock, Button } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { actionId } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { jobMenu, jobsMessage } from './jobs-message.ts';
import { channelColumn, columns, placeColumn, type Column } from './list-columns.ts';
import { headingLine } from './list-heading.ts';
import { notesOf } from './list-notes.ts';
import { message, type Message } from '../kit/message.ts';
import { writePageValue } from '../kit/value/page-value.ts';

type List = AnswerOf<'list'>;

/** The requested jobs, a page at a time, and what isn't known about them. */
export function renderList(list: List, context: RenderContext): Message {
  const { rows, targets } = list;
  const heading = [headingLine(list)];
  const notes = notesOf(list, context.now);
  if (rows.length === 0) {
    return message(
      [...heading, ...notes],
      list.older === undefined ? undefined : actionsOf(list, context),
    );
  }
  const actions = actionsOf(list, context);
  return jobsMessage({ heading, rows, columns: columnsOf(list), notes, targets, actions }, context);
}

function columnsOf({ filter, targets }: List): readonly Column[] {
  return [
    ...columns,
    ...(targets.length > 1 ? [placeColumn] : []),
    ...(filter.scope === 'here' ? [] : [channelColumn]),
  ];
}

/** Buttons for other pages, and a menu to look at one job. */
function actionsOf(list: List, context: RenderContext): ActionsBlock {
  const { filter, rows, newer, older } = list;
  const turn = (to: 'newer' | 'older', from: typeof older): Button[] => {
    if (from === undefined) return [];
    const { id, requestedAt } = from;
    return [
      {
        type: 'button',
        action_id: to === 'newer' ? actionId('list-newer') : actionId('list-older'),
        text: { type: 'plain_text', text: to === 'newer' ? 'Newer' : 'Older' },
        value: writePageValue({ filter, turn: { to, requestedAt, id }, token: context.token }),
      },
    ];
  };
  return {
    type: 'actions',
    elements: [
      ...(newer === 0 ? [] : turn('newer', rows[0]?.card.launch)),
      ...turn('older', older),
      ...(rows.length === 0 ? [] : [jobMenu(rows, context)]),
    ],
  };
}
