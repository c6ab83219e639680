// Messages, edits and forms: a message or a form starts one launch at most, a cancel needs a press, edits and prose start nothing, and each
// request is answered once.

import type { LaunchRow, Payload } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import { checkAnswers } from './answers.ts';
import type { Violation } from './check-run.ts';
import { requestOf } from '../evidence/payload-keys.ts';
import {
  messageToBot,
  submittedForm,
  valueIn,
  type MessageToBot,
} from '../evidence/message-to-bot.ts';

export function checkMessages(index: Index): readonly Violation[] {
  const { rows } = index.evidence;
  const messages = index.payloads.flatMap((payload) => messageToBot(payload) ?? []);
  return [
    ...rows.launches.flatMap((row) => checkOrigin(messages, row)),
    ...rows.cancels.flatMap(({ handle, request_key: key }): Violation[] =>
      /^(?:message|edited):/.test(key)
        ? [{ kind: 'other', what: `${handle} is cancelled by a message that nobody confirmed` }]
        : [],
    ),
    ...rows.said.flatMap(({ key }): Violation[] =>
      messages.some((one) => one.key === key)
        ? []
        : [{ kind: 'other', what: `took a message that is not for the bot: ${key}` }],
    ),
    ...index.payloads.flatMap((payload) => checkStored(index, payload)),
    ...checkNames(index),
    ...checkAnswers(index),
  ];
}

/** A message launches what its first text requested, whatever it is edited into. */
function checkOrigin(
  messages: readonly MessageToBot[],
  { handle, request_key, body }: LaunchRow,
): Violation[] {
  const first = messages.find(({ key }) => key === requestOf(request_key));
  if (first === undefined || first.edited) return [];
  const values = ['tag', 'scenario'].map((name) => valueIn(first.text, name) ?? '');
  return values.every((value) => value !== '' && body.includes(JSON.stringify(value)))
    ? []
    : [{ kind: 'other', what: `${handle} is not what the message requested: ${first.text}` }];
}

/** An acked message is stored as taken, and an acked launch as a launch. */
function checkStored({ evidence: { rows } }: Index, payload: Payload): readonly Violation[] {
  if (!isTaken(payload)) return [];
  const message = messageToBot(payload);
  const form = submittedForm(payload);
  const key = message?.key ?? form?.key ?? '';
  const launches = form !== undefined || message?.text.startsWith('launch ') === true;
  const isStored = rows.launches.some((row) => requestOf(row.request_key) === key);
  return [
    ...(message === undefined || rows.said.some((row) => row.key === key)
      ? []
      : [{ kind: 'lost' as const, what: `a message was acked and not taken: ${key}` }]),
    ...(!launches || message?.edited === true || isStored
      ? []
      : [{ kind: 'lost' as const, what: `a launch was acked and not stored: ${key}` }]),
  ];
}

/** Whether a payload was acked without an error at a field. */
function isTaken({ attempts }: Payload): boolean {
  return attempts.some(
    ({ outcome, ack }) => outcome === 'acked' && !JSON.stringify(ack ?? {}).includes('"errors"'),
  );
}

/** No tag has more launches than requests, whatever keys the bot used. Re-runs and confirmed repeats don't count. */
function checkNames({ evidence: { rows }, payloads }: Index): readonly Violation[] {
  const asked = new Map<string, Set<string>>();
  for (const payload of payloads) {
    const message = messageToBot(payload);
    const form = submittedForm(payload);
    const tag = form?.tag ?? (message && valueIn(message.text, 'tag'));
    if (tag === undefined) continue;
    const keys = asked.get(tag) ?? new Set();
    asked.set(tag, keys);
    // An edit requests no launch.
    if (form !== undefined || message?.edited === false) keys.add(form?.key ?? message?.key ?? '');
  }
  return [...asked].flatMap(([tag, { size }]): Violation[] => {
    const made = rows.launches
      .filter(({ repeats, rerun_of, superseded_by }) =>
        [repeats, rerun_of, superseded_by].every((other) => other === null),
      )
      .filter((row) => nameOf(row) === tag);
    return made.length <= size
      ? []
      : [
          {
            kind: 'twice',
            what: `${tag} was requested ${size} times, and launched ${made.length}`,
          },
        ];
  });
}

function nameOf({ body }: LaunchRow): string | undefined {
  return /"displayName":"([^"]*)"/.exec(body)?.[1];
}
