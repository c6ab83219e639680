// Settings of a channel: the last one that was taken holds, and each change is posted there once. Read from what people typed, not from
// what the bot wrote down of it.

import { z } from 'zod';
import type { Rows, UpdateRow } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { keysOf, requestOf } from '../evidence/payload-keys.ts';
import { digestsOf } from '../evidence/digests.ts';

type Heard = {
  readonly mode: string;
  readonly broadcast: boolean;
  readonly digest: { readonly minutes: number; readonly zone: string } | undefined;
};

const usual: Heard = { mode: 'all', broadcast: false, digest: undefined };

type Typed = { readonly by: string; readonly text: string; readonly zone: string };

export function judgeChannels(index: Index): readonly Finding[] {
  const { audit, channels } = index.evidence.rows;
  const set = audit.filter(({ verb, outcome }) => verb === 'channel' && outcome === 'set');
  const ids = new Set([...set.map(({ channel }) => channel), ...channels.map(({ id }) => id)]);
  return [...ids].flatMap((id) => judgeChannel(index, id, typedFor(index, set, id)));
}

/** What was typed for a channel and taken, in the order in which it was. */
function typedFor({ payloads }: Index, set: Rows['audit'], id: string): readonly Typed[] {
  return set
    .filter(({ channel }) => channel === id)
    .toSorted((a, b) => a.at - b.at)
    .map(({ key, actor, detail }) => {
      const payload = payloads.find((one) => keysOf(one).includes(requestOf(key)));
      return { by: actor, text: payload?.payload.text ?? '', zone: zoneIn(detail) };
    });
}

function judgeChannel(
  { evidence }: Index,
  id: string,
  typed: readonly Typed[],
): readonly Finding[] {
  const { rows } = evidence;
  let now = usual;
  const wanted: string[] = [];
  for (const { by, text, zone } of typed) {
    const next = heardAfter(now, text, zone);
    if (write(next) !== write(now)) wanted.push(`${write(next)} by ${by}`);
    now = next;
  }
  const row = rows.channels.find((one) => one.id === id);
  const holds = row && write({ ...row, broadcast: row.broadcast === 1, digest: digestIn(row) });
  const posted = digestsOf(rows, 'settings')
    .filter(({ thread }) => thread.channel === id)
    .toSorted((a, b) => a.digest.at - b.digest.at)
    .map(({ digest: { by, after } }) => `${write({ ...after, digest: after.digest })} by ${by}`);
  const isPosted = posted.join() === wanted.join();
  return [
    ...(holds === write(now)
      ? []
      : [
          {
            kind: 'lost',
            what: `${id} hears ${holds ?? 'as usual'}, and was set to ${write(now)}`,
          } as const,
        ]),
    ...(isPosted
      ? []
      : [
          {
            kind: posted.length > wanted.length ? 'repeated' : 'lost',
            what: `${id} was set to ${wanted.join(', ')}, and is told ${posted.join(', ') || 'nothing'}`,
          } as const,
        ]),
  ];
}

function heardAfter(before: Heard, text: string, zone: string): Heard {
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

/** The zone of who set a digest: nobody types it, and the same hour in another zone is another time. */
function zoneIn(detail: string | null): string {
  const parsed = zoned.safeParse(JSON.parse(detail ?? 'null'));
  return parsed.success ? parsed.data.digest.zone : '';
}

function digestIn({ digest_minutes, digest_zone }: Rows['channels'][number]): Heard['digest'] {
  return digest_minutes === null || digest_zone === null
    ? undefined
    : { minutes: digest_minutes, zone: digest_zone };
}

const write = ({ mode, broadcast, digest }: Heard): string =>
  `${mode}${broadcast ? ' broadcast' : ''}${digest === undefined ? '' : ` at ${digest.minutes} in ${digest.zone}`}`;

/** Kinds that tell what a person did or has to decide: no channel can want less than that. */
const acts: readonly string[] = [
  'launch-failed',
  'launch-unknown',
  'launch-late',
  'launch-cancelled',
  'launch-dropped',
  'rerun',
  'cancel-asked',
  'cancel-refused',
  'cancel-overdue',
];

/** Whether an update may be held back because somebody had asked for less in its channel. */
export function mayBeHeld(
  { evidence, payloads }: Pick<Index, 'evidence' | 'payloads'>,
  channel: string,
  { held_at, payload: { kind, change } }: UpdateRow,
): boolean {
  const words = evidence.rows.audit
    .filter((row) => row.verb === 'channel' && row.channel === channel)
    .filter(({ at }) => held_at !== null && at <= held_at)
    .flatMap(({ key }) =>
      payloads.filter((one) => keysOf(one).includes(requestOf(key))).map((one) => one.payload.text),
    );
  const isAlarm = kind === 'log-tail' || (change !== undefined && change.to === 'FAILED');
  if (acts.includes(kind)) return false;
  return words.includes('channel quiet') || (!isAlarm && words.includes('channel failures'));
}
