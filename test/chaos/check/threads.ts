// Each thread has one live root, exactly one message for every update, in order, and no message that no update explains.

import type { Message, UpdateRow } from '../evidence/evidence.ts';
import {
  keyOf,
  type Index,
  type LaunchEvidence,
  type ThreadEvidence,
} from '../evidence/by-launch.ts';
import { digestRoots, checkHeldBack, checkDigests } from './digests.ts';
import type { Violation, CheckResult } from './check-run.ts';
import { cardOf, saysRepeated, wordOfUpdate, wordsOf } from '../evidence/words.ts';

type Counts = Pick<CheckResult, 'expected' | 'toldOnce' | 'possiblyRepeated' | 'withdrawn'>;

export function checkThreads(index: Index): {
  readonly findings: readonly Violation[];
  readonly counts: Counts;
} {
  const all = copiesOf(index);
  const withdrawn = all.flatMap((some) => withdrawnOf(index, some));
  const copies = all
    .map((some) => some.filter((one) => !withdrawn.includes(one)))
    .filter(({ length }) => length > 1);
  const marked = copies.filter(isMarked);
  const threads = index.perLaunch.flatMap(({ launch, threads }) =>
    threads.map((thread) => ({ launch, thread })),
  );
  const findings = [
    ...copies
      .filter((some) => !isMarked(some))
      .map((some): Violation => ({
        kind: 'repeated',
        what: `delivery ${some[0]?.deliveryId ?? ''} was posted ${some.length} times: ${some.map(({ ts }) => ts).join(', ')}`,
      })),
    ...threads.flatMap(({ launch, thread }) => checkRoots(index, launch, thread, marked.flat())),
    ...threads.flatMap(({ launch, thread }) => checkOrder(launch, thread)),
    ...checkDigests(index),
    ...unexplained(index, [...marked.flat(), ...withdrawn]),
  ];
  const rows = threads.flatMap(({ launch, thread }) =>
    thread.updates.map((update) => checkUpdate(index, launch, thread, update)),
  );
  const faulty = rows.flat();
  return {
    findings: [...findings, ...faulty],
    counts: {
      expected: rows.length,
      toldOnce: rows.filter((found) => found.length === 0).length,
      possiblyRepeated: marked.reduce((sum, some) => sum + some.length - 1, 0),
      withdrawn: withdrawn.length,
    },
  };
}

/** Groups of messages with the same delivery id. A root that a person deleted before it was confirmed has to be posted again. */
function copiesOf({ messages, direct, evidence }: Index): readonly (readonly Message[])[] {
  const { deletedRoots } = evidence;
  const byDelivery = Map.groupBy(
    [...messages, ...direct].filter(
      ({ deliveryId, ts }) => deliveryId !== undefined && !deletedRoots.includes(ts),
    ),
    ({ deliveryId }) => deliveryId,
  );
  return [...byDelivery.values()].filter(({ length }) => length > 1);
}

/** Copies that the bot deleted itself while another is left. A sender that was frozen during its post makes them. */
function withdrawnOf({ evidence }: Index, copies: readonly Message[]): readonly Message[] {
  const gone = copies.filter(({ deleted, ts }) => deleted && !evidence.deletedRoots.includes(ts));
  return gone.length < copies.length ? gone : [];
}

/** Whether every copy but the first is marked as possibly repeated. A later edit may have removed the mark. */
function isMarked(copies: readonly Message[]): boolean {
  return copies.slice(1).every(({ versions }) => versions.some(({ text }) => saysRepeated(text)));
}

function checkRoots(
  { evidence }: Index,
  { handle, state }: LaunchEvidence['launch'],
  { thread, roots }: ThreadEvidence,
  marked: readonly Message[],
): readonly Violation[] {
  const live = roots.filter((root) => !root.deleted && !marked.includes(root));
  const known = roots.find(({ ts }) => ts === thread.root_ts);
  if (live.length > 1) {
    return [
      { kind: 'repeated', what: `${handle} has ${live.length} live roots in ${thread.channel}` },
    ];
  }
  if (known === undefined) {
    return [{ kind: 'lost', what: `${handle} (${state}) has no root in ${thread.channel}` }];
  }
  // A root deleted after the last update is not replaced: there is nothing left to post.
  if (known.deleted && !evidence.deletedRoots.includes(known.ts)) {
    return [{ kind: 'lost', what: `the root of ${handle} is gone, and nobody deleted it` }];
  }
  return [];
}

function checkUpdate(
  index: Index,
  { handle }: LaunchEvidence['launch'],
  { thread, roots, replies }: ThreadEvidence,
  update: UpdateRow,
): readonly Violation[] {
  const { seq, payload, delivery_id, sent_ts } = update;
  const about = `update ${seq} (${payload.kind}) of ${handle}`;
  if (update.held_at !== null) return checkHeldBack(index, thread.channel, about, update);
  if (sent_ts === null) return [{ kind: 'lost', what: `${about} was never sent` }];
  const message = index.byTs.get(keyOf(thread.channel, sent_ts));
  if (message === undefined) {
    return [{ kind: 'lost', what: `${about} is told by a message that does not exist` }];
  }
  if (roots.includes(message) || !replies.includes(message)) {
    return [{ kind: 'other', what: `${about} is outside its thread: ${message.text}` }];
  }
  // An update that completes an earlier reply edits that reply, under its own delivery id.
  if (payload.completes === undefined && message.deliveryId !== delivery_id) {
    return [{ kind: 'other', what: `${about} is told by another delivery's message` }];
  }
  const word = wordOfUpdate(payload);
  if (word !== undefined && !wordsOf(message.text).includes(word)) {
    return [{ kind: 'lost', what: `${about} is not in its message: ${message.text}` }];
  }
  return [];
}

/** Replies are in the order of their updates. */
function checkOrder(
  { handle }: LaunchEvidence['launch'],
  { updates }: ThreadEvidence,
): readonly Violation[] {
  const sent = updates
    .filter(({ payload, sent_ts }) => payload.completes === undefined && sent_ts !== null)
    .toSorted((a, b) => a.seq - b.seq);
  return sent.flatMap(({ seq, sent_ts }, position): Violation[] => {
    const before = sent[position - 1]?.sent_ts ?? '';
    return (sent_ts ?? '') < before
      ? [{ kind: 'other', what: `update ${seq} of ${handle} is above the one before it` }]
      : [];
  });
}

/** Messages of the bot that are neither a root nor the message of an update: repeated, or posted by mistake. */
function unexplained(
  { messages, direct, perLaunch, evidence }: Index,
  known: readonly Message[],
): readonly Violation[] {
  const posted = [...messages, ...direct.filter(({ deliveryId }) => deliveryId !== undefined)];
  const digests = digestRoots(evidence);
  const threads = perLaunch.flatMap((one) => one.threads);
  const explained = new Set(
    threads.flatMap(({ thread, updates }) =>
      updates.flatMap(({ sent_ts }) => (sent_ts === null ? [] : keyOf(thread.channel, sent_ts))),
    ),
  );
  return posted.flatMap((message): Violation[] => {
    const isCard = message.isRoot && cardOf(message.text) !== undefined;
    const isUpdate = explained.has(keyOf(message.channel, message.ts));
    const isDigest = message.isRoot && digests.has(keyOf(message.channel, message.ts));
    if (isUpdate || isCard || isDigest || known.includes(message)) return [];
    return [{ kind: 'repeated', what: `no update explains ${message.ts}: ${message.text}` }];
  });
}
