import type { ActionsBlock, StaticSelect } from '@slack/types';
import type { ListRow } from '../../app/domain/answer/job-answer.ts';
import type { TargetHealth } from '../../app/domain/job/target-health.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip } from '../kit/foreign.ts';
import { bounds, limits } from '../kit/limits.ts';
import type { CellForm, Column } from './list-columns.ts';
import { placeNames } from './list-notes.ts';
import { jobTable, rowLine } from './list-table.ts';
import type { Message } from '../kit/message.ts';
import { plain } from '../kit/plain.ts';
import { plainText, richText } from '../kit/render-rich.ts';
import type { Line } from '../kit/rich.ts';

/** Text has less room than a table, so names are shortened if many are long. */
const nameRooms = [60, 30, 12] as const;

/** Jobs and what is said of them, above and below. */
type Jobs<Row extends ListRow> = {
  readonly heading: readonly Line[];
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly notes: readonly Line[];
  readonly targets: readonly TargetHealth[];
  readonly actions: ActionsBlock;
};

/** Jobs as a table, with a form in lines should Slack take no table. */
export function jobsMessage<Row extends ListRow>(
  { heading, rows, columns, notes, targets, actions }: Jobs<Row>,
  context: RenderContext,
): Message {
  const names = placeNames(targets.map(({ target }) => target));
  const form: Omit<CellForm, 'as' | 'nameRoom'> = {
    context,
    placeOf: ({ launch }) => names(launch.target),
  };
  const inTable = { ...form, as: 'table', nameRoom: bounds.displayName } as const;
  const texts = nameRooms.map((nameRoom) => {
    const lines = rows.map((row) => rowLine(row, columns, { ...form, as: 'text', nameRoom }));
    return plainText([...heading, ...lines, ...notes]);
  });
  const text = texts.find(({ length }) => length <= limits.messageText) ?? texts.at(-1) ?? '';
  const lines = rows.map((row) => rowLine(row, columns, inTable));
  const below = notes.length === 0 ? [] : [richText(notes)];
  return {
    text: clip(text, limits.messageText),
    blocks: [richText(heading), jobTable(rows, columns, inTable), ...below, actions],
    plainer: [richText([...heading, ...lines]), ...below, actions],
  };
}

/** A menu to look at one of the jobs. */
export function jobMenu(rows: readonly ListRow[], { token }: RenderContext): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionId('pick-status'),
    placeholder: { type: 'plain_text', text: 'Pick a job…' },
    options: rows.map(({ card: { launch } }) => ({
      text: plain(`${launch.handle} ${shownName(launch)}`, limits.optionText),
      value: writeActionValue({ handle: launch.handle, token }),
    })),
  };
}
