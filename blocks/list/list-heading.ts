import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import type { ListFilter } from '../../app/domain/job/list-filter.ts';
import { stateAdjective } from '../job/state-words.ts';
import { quote, say, user, type Line } from '../kit/rich.ts';

type List = AnswerOf<'list'>;

/** `2 live jobs of this channel:`, `53 FAILED jobs of yours, 21–40:`, `1,000+ FAILED jobs of yours, 21–40:`. */
export function headingLine(list: List): Line {
  const { filter, rows, total, newer, older } = list;
  const uncounted = list.uncounted === true;
  if (rows.length === 0) {
    const rest = older === undefined ? '.' : ' among the newest. There may be older ones.';
    return [say('No '), ...whichJobs(filter, 0), say(rest)];
  }
  const count = uncounted ? `${total.toLocaleString('en-US')}+` : String(total);
  return [
    say(`${count} `),
    ...whichJobs(filter, uncounted ? 2 : total),
    say(`${placeOf(rows.length, newer, uncounted ? undefined : total)}:`),
  ];
}

/** `, 21–40`: which of them are shown; empty if it is all. */
function placeOf(shown: number, newer: number | undefined, total: number | undefined): string {
  if (newer === undefined) return ', older ones';
  if (shown === total) return '';
  return `, ${shown === 1 ? '' : `${newer + 1}–`}${newer + shown}`;
}

/** `live jobs of this channel`, `failed job of yours launched in the last 24 h`. */
function whichJobs(filter: ListFilter, count: number): Line {
  const { states, sinceMs, template, label } = filter;
  const which = states?.map(stateAdjective).join(' or ') ?? (sinceMs === undefined ? 'live' : '');
  const when = sinceMs === undefined ? '' : ` launched in the last ${formatDuration(sinceMs)}`;
  return [
    say(`${which} job${count === 1 ? '' : 's'}`.trimStart()),
    ...(template === undefined ? [] : [say(' from '), quote(template)]),
    ...(label === undefined ? [] : [say(' with '), quote(`${label.key}=${label.value}`, 140)]),
    ...whose(filter),
    say(when),
  ];
}

function whose({ scope, owner }: ListFilter): Line {
  if (scope === 'mine') return [say(' of yours')];
  const where = scope === 'all' ? ' in all channels' : ' in this channel';
  if (owner !== undefined) return [say(' of '), user(owner), say(where)];
  return [say(scope === 'all' ? where : ' of this channel')];
}
