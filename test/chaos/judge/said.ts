// What is said, edited and filled in: one message or form is one launch at most, a cancel takes a press, an edit and talk start nothing,
// and each request is answered once.

import type { LaunchRow, Payload } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import { judgeAnswers } from './answers.ts';
import type { Finding } from './judge.ts';
import { requestOf } from '../evidence/payload-keys.ts';
import { saidIn, submittedIn, valueIn, type Said } from '../evidence/said.ts';

export function judgeSaid(index: Index): readonly Finding[] {
  const { rows } = index.evidence;
  const said = index.payloads.flatMap((payload) => saidIn(payload) ?? []);
  return [
    ...rows.launches.flatMap((row) => judgeOrigin(said, row)),
    ...rows.cancels.flatMap(({ handle, request_key: key }): Finding[] =>
      /^(?:message|edited):/.test(key)
        ? [{ kind: 'other', what: `${handle} is cancelled by a message that nobody confirmed` }]
        : [],
    ),
    ...rows.said.flatMap(({ key }): Finding[] =>
      said.some((one) => one.key === key)
        ? []
        : [{ kind: 'other', what: `heard what was not said to the bot: ${key}` }],
    ),
    ...index.payloads.flatMap((payload) => judgeKept(index, payload)),
    ...judgeNames(index),
    ...judgeAnswers(index),
  ];
}

/** A message launches what it said first. */
function judgeOrigin(said: readonly Said[], { handle, request_key, body }: LaunchRow): Finding[] {
  const first = said.find(({ key }) => key === requestOf(request_key));
  if (first === undefined || first.edited) return [];
  const values = ['tag', 'scenario'].map((name) => valueIn(first.text, name) ?? '');
  return values.every((value) => value !== '' && body.includes(JSON.stringify(value)))
    ? []
    : [{ kind: 'other', what: `${handle} is not what was said: ${first.text}` }];
}

/** What was acked is kept: a message as heard, what launches as a launch. */
function judgeKept({ evidence: { rows } }: Index, payload: Payload): readonly Finding[] {
  if (!isTaken(payload)) return [];
  const message = saidIn(payload);
  const form = submittedIn(payload);
  const key = message?.key ?? form?.key ?? '';
  const launches = form !== undefined || message?.text.startsWith('launch ') === true;
  const isStored = rows.launches.some((row) => requestOf(row.request_key) === key);
  return [
    ...(message === undefined || rows.said.some((row) => row.key === key)
      ? []
      : [{ kind: 'lost' as const, what: `a message was acked and not heard: ${key}` }]),
    ...(!launches || message?.edited === true || isStored
      ? []
      : [{ kind: 'lost' as const, what: `a launch was acked and not stored: ${key}` }]),
  ];
}

/** Acked, and with no error under a field. */
function isTaken({ attempts }: Payload): boolean {
  return attempts.some(
    ({ outcome, ack }) => outcome === 'acked' && !JSON.stringify(ack ?? {}).includes('"errors"'),
  );
}

/** However the bot knows its requests: as many launches of a name as were asked for. What is run again is no new name. */
function judgeNames({ evidence: { rows }, payloads }: Index): readonly Finding[] {
  const asked = new Map<string, Set<string>>();
  for (const payload of payloads) {
    const message = saidIn(payload);
    const form = submittedIn(payload);
    const tag = form?.tag ?? (message && valueIn(message.text, 'tag'));
    if (tag === undefined) continue;
    const keys = asked.get(tag) ?? new Set();
    asked.set(tag, keys);
    // An edit asks for none.
    if (form !== undefined || message?.edited === false) keys.add(form?.key ?? message?.key ?? '');
  }
  return [...asked].flatMap(([tag, { size }]): Finding[] => {
    const made = rows.launches.filter(
      (row) => row.repeats === null && row.rerun_of === null && nameOf(row) === tag,
    );
    return made.length <= size
      ? []
      : [
          {
            kind: 'twice',
            what: `${tag} was asked for ${size} times, and launched ${made.length}`,
          },
        ];
  });
}

function nameOf({ body }: LaunchRow): string | undefined {
  return /"displayName":"([^"]*)"/.exec(body)?.[1];
}
