// The columns of a job list. Each cell has two forms: for a table, and for a line of text with the
// same content. Plain text has no links and no date tokens, so a handle is bare and a time is a
// duration, true when the list is shown.

import type { ListRow } from '../../app/domain/answer/job-answer.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { isLive } from '../../app/domain/launch/launch.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import { costSoFar } from '../../app/domain/launch/run-cost.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import type { RenderContext } from '../kit/context.ts';
import { emojiOf, headline, wordOf } from '../job/headline.ts';
import { ageOf } from '../job/job-line.ts';
import { ownerParts } from '../job/origin.ts';
import { handleLink } from '../job/rerun.ts';
import { channel, quote, quoteCode, say, time, type Line } from '../kit/rich.ts';

/**
 * How to write cells: in which form, with how much room for a name, and with which names for
 * targets.
 */
export type CellForm = {
  readonly context: RenderContext;
  readonly as: 'table' | 'text';
  readonly nameRoom: number;
  readonly placeOf: (card: CardView) => string;
};

export type Column<Row extends ListRow = ListRow> = {
  readonly title: string;
  readonly setting: { readonly align?: 'right'; readonly is_wrapped?: true };
  readonly cell: (row: Row, form: CellForm) => Line;
};

const longestPlace = 60;
export const notKnown = '–';

/** The columns of every list. A phone shows the first of them. */
export const columns: readonly Column[] = [
  { title: 'State', setting: {}, cell: ({ card }, form) => stateOf(card, form) },
  {
    title: 'Job',
    setting: {},
    cell: ({ card: { launch }, rootTs, channel = launch.requester.channel }, { as, context }) => {
      const { handle } = launch;
      if (as === 'text') return [quoteCode(handle)];
      return [handleLink({ handle, channel, rootTs }, context)];
    },
  },
  {
    title: 'Name',
    setting: { is_wrapped: true },
    cell: ({ card }, { nameRoom }) => [quote(shownName(card.launch), nameRoom)],
  },
  {
    title: 'Cost',
    setting: { align: 'right' },
    cell: ({ card }, { context }) => [say(costOf(card, context.now))],
  },
  {
    title: 'Age',
    setting: { align: 'right' },
    cell: ({ card }, { context }) => [say(ageOf(card, context.now))],
  },
  { title: 'Owner', setting: {}, cell: ({ card }) => ownerParts(card) },
];

/** For several targets. */
export const placeColumn: Column = {
  title: 'Where',
  setting: {},
  cell: ({ card }, { placeOf }) => [quote(placeOf(card), longestPlace)],
};

/** For lists of several channels. */
export const channelColumn: Column = {
  title: 'Channel',
  setting: {},
  cell: ({ card, channel: shown = card.launch.requester.channel }) => [
    card.outlined === true ? say('private') : channel(shown),
  ],
};

/** `🟢 Running since 15:46`. A job that can't be read shows its last known state. */
function stateOf(card: CardView, { as, context: { now } }: CellForm): Line {
  const { job } = card;
  const emoji = say(`${emojiOf(card)} `);
  const word = wordOf(card);
  if (job === undefined) return [emoji, ...word];
  if (isTerminal(job.state)) return [emoji, ...headline(card, now)];
  const lasted = formatDuration(now - job.stateSince);
  const unreadable = job.unreadable === undefined ? [] : [say(' (can’t be read now)')];
  if (as === 'text') {
    return [
      emoji,
      ...word,
      say(job.gone ? `, last seen ${lasted} ago` : ` for ${lasted}`),
      ...unreadable,
    ];
  }
  const since = say(job.gone ? ', last seen ' : ' since ');
  return [emoji, ...word, since, time(job.stateSince, now), ...unreadable];
}

/** By list price, so far or in total. */
export function costOf(card: CardView, now: number): string {
  const cost = costSoFar(card, now);
  if (cost === 'not-run') return isLive(card) ? 'not yet' : 'none';
  if (cost?.known !== true) return notKnown;
  return `${cost.atMost ? 'up to ' : ''}${formatUsd(cost.amount)}`;
}
