// Channel settings: the last accepted one holds, and each change is posted in the channel once. Expected values come from the commands
// people typed, not from what the bot stored.

import { z } from 'zod';
import type { Rows, UpdateRow } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { keysOf, requestOf } from '../evidence/payload-keys.ts';
import { digestsOf } from '../evidence/digests.ts';

type ChannelSettings = {
  readonly mode: string;
  readonly broadcast: boolean;
  readonly digest: { readonly minutes: number; readonly zone: string } | undefined;
};

const defaults: ChannelSettings = { mode: 'all', broadcast: false, digest: undefined };

type Typed = { readonly by: string; readonly text: string; readonly zone: string };

export function checkChannels(index: Index): readonly Violation[] {
  const { audit, channels } = index.evidence.rows;
  const set = audit.filter(({ verb, outcome }) => verb === 'channel' && outcome === 'set');
  const ids = new Set([...set.map(({ channel }) => channel), ...channels.map(({ id }) => id)]);
  return [...ids].flatMap((id) => checkChannel(index, id, typedFor(index, set, id)));
}

/** The accepted settings commands of a channel, in order. */
function typedFor({ payloads }: Index, set: Rows['audit'], id: string): readonly Typed[] {
  return set
    .filter(({ channel }) => channel === id)
    .toSorted((a, b) => a.at - b.at)
    .map(({ key, actor, detail }) => {
      const payload = payloads.find((one) => keysOf(one).includes(requestOf(key)));
      return { by: actor, text: payload?.payload.text ?? '', zone: zoneIn(detail) };
    });
}

function checkChannel(
  { evidence }: Index,
  id: string,
  typed: readonly Typed[],
): readonly Violation[] {
  const { rows } = evidence;
  let now = defaults;
  const expected: string[] = [];
  for (const { by, text, zone } of typed) {
    const next = settingsAfter(now, text, zone);
    if (format(next) !== format(now)) expected.push(`${format(next)} by ${by}`);
    now = next;
  }
  const row = rows.channels.find((one) => one.id === id);
  const stored = row && format({ ...row, broadcast: row.broadcast === 1, digest: digestIn(row) });
  const posted = digestsOf(rows, 'settings')
    .filter(({ thread }) => thread.channel === id)
    .toSorted((a, b) => a.digest.at - b.digest.at)
    .map(({ digest: { by, after } }) => `${format({ ...after, digest: after.digest })} by ${by}`);
  const isPosted = posted.join() === expected.join();
  return [
    ...(stored === format(now)
      ? []
      : [
          {
            kind: 'lost',
            what: `${id} has settings ${stored ?? 'by default'}, and was set to ${format(now)}`,
          } as const,
        ]),
    ...(isPosted
      ? []
      : [
          {
            kind: posted.length > expected.length ? 'repeated' : 'lost',
            what: `${id} was set to ${expected.join(', ')}, and is told ${posted.join(', ') || 'nothing'}`,
          } as const,
        ]),
  ];
}

function settingsAfter(before: ChannelSettings, text: string, zone: string): ChannelSettings {
  const [, word = ''] = /^channel (\S+)/.exec(text) ?? [];
  const [, hours, minutes] = /^digest=(\d\d):(\d\d)$/.exec(word) ?? [];
  if (hours !== undefined) {
    return { ...before, digest: { minutes: 60 * Number(hours) + Number(minutes), zone } };
  }
  if (word === 'digest=off') return { ...before, digest: undefined };
  if (word.startsWith('broadcast=')) return { ...before, broadcast: word.endsWith('=on') };
  return { ...before, mode: word };
}

const zoned = z.looseObject({ digest: z.looseObject({ zone: z.string() }) });

/** The time zone of the person who set a digest. Nobody types it, and the same hour in another zone is another time. */
function zoneIn(detail: string | null): string {
  const parsed = zoned.safeParse(JSON.parse(detail ?? 'null'));
  return parsed.success ? parsed.data.digest.zone : '';
}

function digestIn({
  digest_minutes,
  digest_zone,
}: Rows['channels'][number]): ChannelSettings['digest'] {
  return digest_minutes === null || digest_zone === null
    ? undefined
    : { minutes: digest_minutes, zone: digest_zone };
}

const format = ({ mode, broadcast, digest }: ChannelSettings): string =>
  `${mode}${broadcast ? ' broadcast' : ''}${digest === undefined ? '' : ` at ${digest.minutes} in ${digest.zone}`}`;

/** Updates about what a person did or has to decide. No notification level suppresses them. */
const acts: readonly string[] = [
  'launch-failed',
  'launch-locked',
  'approval-asked',
  'approval-reminder',
  'approval-decided',
  'launch-blocked',
  'launch-unknown',
  'launch-late',
  'launch-cancelled',
  'launch-dropped',
  'rerun',
  'cancel-asked',
  'cancel-refused',
  'cancel-overdue',
  'next-rung',
  'guard-warning',
  'guard-dry-run',
  'guard-extended',
];

/**
 * A row bears the time at which its transaction began, and what the transaction reads can be
 * younger: of two at once, an update is suppressed by a level whose row seems to come after it.
 */
const overlapMs = 2_000;

/** Whether an update may be suppressed because somebody had lowered the channel's notification level. */
export function mayBeHeld(
  { evidence, payloads }: Pick<Index, 'evidence' | 'payloads'>,
  channel: string,
  { held_at, payload: { kind, change } }: UpdateRow,
): boolean {
  const words = evidence.rows.audit
    .filter((row) => row.verb === 'channel' && row.channel === channel)
    .filter(({ at }) => held_at !== null && at <= held_at + overlapMs)
    .flatMap(({ key }) =>
      payloads.filter((one) => keysOf(one).includes(requestOf(key))).map((one) => one.payload.text),
    );
  const isAlarm = kind === 'log-tail' || (change !== undefined && change.to === 'FAILED');
  if (acts.includes(kind)) return false;
  return words.includes('channel quiet') || (!isAlarm && words.includes('channel failures'));
}
