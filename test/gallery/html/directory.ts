/** The names behind the ids in messages, and the current time. */
export type Directory = {
  readonly people: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly groups?: Readonly<Record<string, string>>;
  /** Unix ms. */
  readonly now: number;
};

export function personName({ people }: Directory, id: string): string {
  return people[id] ?? id;
}

export function groupName({ groups = {} }: Directory, id: string): string {
  return groups[id] ?? id;
}

export function channelName({ channels }: Directory, id: string): string {
  return channels[id] ?? id;
}

const dayMs = 86_400_000;

/** A time (Unix ms) in the format of a date token. In UTC, so that the page is the same everywhere. Throws for formats the bot doesn't use. */
export function dateText(atMs: number, format: string, now: number): string {
  return format.replace(/\{(\w+)\}/g, (token, name: string) => {
    switch (name) {
      case 'time':
        return clock(atMs);
      case 'date_short_pretty':
        return prettyDay(atMs, now);
      case 'ago':
        return ago(now - atMs);
      default:
        throw new Error(`The gallery can't write the date format ${token}: add it.`);
    }
  });
}

/** `15:46`. */
export function clock(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 16);
}

function prettyDay(atMs: number, now: number): string {
  const days = Math.floor(now / dayMs) - Math.floor(atMs / dayMs);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const format = { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(atMs).toLocaleDateString('en-US', format);
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [count, unit] = minutes < 60 ? [minutes, 'minute'] : [Math.floor(minutes / 60), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
