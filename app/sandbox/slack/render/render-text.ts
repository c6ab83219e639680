// Renders mrkdwn for a terminal. `*`, `_` and backticks stay; tokens in angle brackets are resolved.

import type { Channel, Person } from '../state/workspace.ts';

export type Directory = {
  readonly people: ReadonlyMap<string, Pick<Person, 'name'>>;
  readonly channels: ReadonlyMap<string, Pick<Channel, 'name'>>;
};

/** mrkdwn with its `<@U…>`, `<#C…>`, `<!date^…>` and links resolved. */
export function renderMrkdwn(text: string, directory: Directory): string {
  return unescape(
    text.replace(/<([^<>\n]*)>/g, (_, token: string) => renderToken(token, directory)),
  );
}

/** `@name`, or `@id` for an unknown person. */
export function mention(id: string, { people }: Directory): string {
  return `@${people.get(id)?.name ?? id}`;
}

/** `#name`, or `#id` for an unknown channel. */
export function channelName(id: string, { channels }: Directory): string {
  return `#${channels.get(id)?.name ?? id}`;
}

function renderToken(token: string, directory: Directory): string {
  const [head, label] = splitOnce(token, '|');
  if (head.startsWith('@')) return mention(head.slice(1), directory);
  if (head.startsWith('#')) return channelName(head.slice(1), directory);
  if (head.startsWith('!date^')) return renderDateToken(head, label ?? '');
  if (head.startsWith('!')) return `@${label ?? head.slice(1).split('^')[0] ?? ''}`;
  return label === undefined || label === head ? head : `${label} (${head})`;
}

function renderDateToken(head: string, fallback: string): string {
  const [, seconds = '', format = ''] = head.split('^');
  return /^\d+$/.test(seconds) ? renderDate(Number(seconds) * 1_000, format) : fallback;
}

const dateParts: Readonly<Record<string, (time: Date) => string>> = {
  date_num: (time) => isoDay(time),
  date: (time) => words(time, { month: 'long', day: 'numeric', year: 'numeric' }),
  date_short: (time) => words(time, { month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: (time) =>
    words(time, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }),
  date_pretty: (time) => pretty(time, 'date'),
  date_short_pretty: (time) => pretty(time, 'date_short'),
  date_long_pretty: (time) => pretty(time, 'date_long'),
  day_divider_pretty: (time) => pretty(time, 'date_long'),
  time: (time) => clock(time, false),
  time_secs: (time) => clock(time, true),
  ago,
};

/** A time (Unix ms) in the reader's time zone, in the format of a date token. */
export function renderDate(timeMs: number, format: string): string {
  const time = new Date(timeMs);
  return format.replace(/\{(\w+)\}/g, (token, name: string) => dateParts[name]?.(time) ?? token);
}

/** `15:46` in the reader's time zone. */
export function clock(time: Date, withSeconds: boolean): string {
  const parts = [time.getHours(), time.getMinutes(), ...(withSeconds ? [time.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function isoDay(time: Date): string {
  const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function words(time: Date, options: Intl.DateTimeFormatOptions): string {
  return time.toLocaleDateString('en-US', options);
}

function pretty(time: Date, otherwise: 'date' | 'date_short' | 'date_long'): string {
  const dayMs = 86_400_000;
  const near = {
    [isoDay(new Date())]: 'today',
    [isoDay(new Date(Date.now() - dayMs))]: 'yesterday',
  };
  return near[isoDay(time)] ?? dateParts[otherwise]?.(time) ?? '';
}

function ago(time: Date): string {
  const seconds = Math.round((Date.now() - time.getTime()) / 1_000);
  const spans: readonly [number, string][] = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ];
  const [span, name] = spans.find(([length]) => Math.abs(seconds) >= length) ?? [1, 'second'];
  const count = Math.floor(Math.abs(seconds) / span);
  const amount = `${count} ${name}${count === 1 ? '' : 's'}`;
  return seconds < 0 ? `in ${amount}` : `${amount} ago`;
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
