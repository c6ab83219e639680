import type { RichTextBlock, TableBlock } from '@slack/types';
import type { ListRow } from '../../app/domain/answer/job-answer.ts';
import type { CellForm, Column } from './list-columns.ts';
import { bold, say, type Line } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';

/**
 * A table of jobs: https://docs.slack.dev/reference/block-kit/blocks/table-block. Every cell is
 * rich text and none is empty: for raw_text cells, Slack has answered with internal errors
 * (https://github.com/soxtoby/SlackNet/issues/246), and it refuses empty ones.
 */
export function jobTable<Row extends ListRow>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  form: CellForm,
): TableBlock {
  return {
    type: 'table',
    column_settings: columns.map(({ setting }) => ({ ...setting })),
    rows: [
      columns.map(({ title }): RichTextBlock => richText([[bold(title)]])),
      ...rows.map((row) => columns.map(({ cell }) => richText([cell(row, form)]))),
    ],
  };
}

/** The same job as a line of text. */
export function rowLine<Row extends ListRow>(
  row: Row,
  columns: readonly Column<Row>[],
  form: CellForm,
): Line {
  return columns.flatMap(({ cell }, index) => [
    ...(index === 0 ? [] : [say(' · ')]),
    ...cell(row, form),
  ]);
}
