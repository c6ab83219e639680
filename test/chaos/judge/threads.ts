// Each thread: one live root, every update told by exactly one message, in order, and no message that nothing explains.

import type { Message, UpdateRow } from '../evidence/evidence.ts';
import { keyOf, type Index, type Story, type ThreadStory } from '../evidence/by-launch.ts';
import { digestRoots, judgeCollected, judgeDigests } from './digests.ts';
import type { Finding, Verdict } from './judge.ts';
import { cardOf, saysRepeated, wordOfUpdate, wordsOf } from '../evidence/words.ts';

type Counts = Pick<Verdict, 'expected' | 'toldOnce' | 'possiblyRepeated' | 'withdrawn'>;

export function judgeThreads(index: Index): {
  readonly findings: readonly Finding[];
  readonly counts: Counts;
} {
  const all = copiesOf(index);
  const withdrawn = all.flatMap((some) => withdrawnOf(index, some));
  const copies = all
    .map((some) => some.filter((one) => !withdrawn.includes(one)))
    .filter(({ length }) => length > 1);
  const marked = copies.filter(isMarked);
  const threads = index.stories.flatMap(({ launch, threads }) =>
    threads.map((thread) => ({ launch, thread })),
  );
  const findings = [
    ...copies
      .filter((some) => !isMarked(some))
      .map((some): Finding => ({
        kind: 'repeated',
        what: `delivery ${some[0]?.deliveryId ?? ''} was posted ${some.length} times: ${some.map(({ ts }) => ts).join(', ')}`,
      })),
    ...threads.flatMap(({ launch, thread }) => judgeRoots(index, launch, thread, marked.flat())),
    ...threads.flatMap(({ launch, thread }) => judgeOrder(launch, thread)),
    ...judgeDigests(index),
    ...unexplained(index, [...marked.flat(), ...withdrawn]),
  ];
  const rows = threads.flatMap(({ launch, thread }) =>
    thread.updates.map((update) => judgeUpdate(index, launch, thread, update)),
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

/** Messages that bear the same delivery id, where there are several. One that a person deleted before it was confirmed has to be posted again. */
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

/** Copies that the bot took away itself, of which another is left: a sender that was stopped in the middle of its post made them. */
function withdrawnOf({ evidence }: Index, copies: readonly Message[]): readonly Message[] {
  const gone = copies.filter(({ deleted, ts }) => deleted && !evidence.deletedRoots.includes(ts));
  return gone.length < copies.length ? gone : [];
}

/** Every copy but the first says that it may be one; an edit may have taken the mark away since. */
function isMarked(copies: readonly Message[]): boolean {
  return copies.slice(1).every(({ versions }) => versions.some(({ text }) => saysRepeated(text)));
}

function judgeRoots(
  { evidence }: Index,
  { handle, state }: Story['launch'],
  { thread, roots }: ThreadStory,
  marked: readonly Message[],
): readonly Finding[] {
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
  // A root that is deleted when all is told is not replaced: there is nothing to tell.
  if (known.deleted && !evidence.deletedRoots.includes(known.ts)) {
    return [{ kind: 'lost', what: `the root of ${handle} is gone, and nobody deleted it` }];
  }
  return [];
}

function judgeUpdate(
  index: Index,
  { handle }: Story['launch'],
  { thread, roots, replies }: ThreadStory,
  update: UpdateRow,
): readonly Finding[] {
  const { seq, payload, delivery_id, sent_ts } = update;
  const about = `update ${seq} (${payload.kind}) of ${handle}`;
  if (update.held_at !== null) return judgeCollected(index, thread.channel, about, update);
  if (sent_ts === null) return [{ kind: 'lost', what: `${about} was never sent` }];
  const message = index.byTs.get(keyOf(thread.channel, sent_ts));
  if (message === undefined) {
    return [{ kind: 'lost', what: `${about} is told by a message that does not exist` }];
  }
  if (roots.includes(message) || !replies.includes(message)) {
    return [{ kind: 'other', what: `${about} stands in another place: ${message.text}` }];
  }
  // What completes an earlier reply is told by an edit of it, under a delivery of its own.
  if (payload.completes === undefined && message.deliveryId !== delivery_id) {
    return [{ kind: 'other', what: `${about} is told by another delivery's message` }];
  }
  const word = wordOfUpdate(payload);
  if (word !== undefined && !wordsOf(message.text).includes(word)) {
    return [{ kind: 'lost', what: `${about} is not in its message: ${message.text}` }];
  }
  return [];
}

/** Replies stand in the order of what they tell. */
function judgeOrder({ handle }: Story['launch'], { updates }: ThreadStory): readonly Finding[] {
  const sent = updates
    .filter(({ payload, sent_ts }) => payload.completes === undefined && sent_ts !== null)
    .toSorted((a, b) => a.seq - b.seq);
  return sent.flatMap(({ seq, sent_ts }, position): Finding[] => {
    const before = sent[position - 1]?.sent_ts ?? '';
    return (sent_ts ?? '') < before
      ? [{ kind: 'other', what: `update ${seq} of ${handle} stands above the one before it` }]
      : [];
  });
}

/** A message of the bot's that is neither a root nor tells a row is told twice, or by mistake. */
function unexplained(
  { messages, direct, stories, evidence }: Index,
  known: readonly Message[],
): readonly Finding[] {
  const posted = [...messages, ...direct.filter(({ deliveryId }) => deliveryId !== undefined)];
  const digests = digestRoots(evidence);
  const threads = stories.flatMap((story) => story.threads);
  const told = new Set(
    threads.flatMap(({ thread, updates }) =>
      updates.flatMap(({ sent_ts }) => (sent_ts === null ? [] : keyOf(thread.channel, sent_ts))),
    ),
  );
  return posted.flatMap((message): Finding[] => {
    const isCard = message.isRoot && cardOf(message.text) !== undefined;
    const isTold = told.has(keyOf(message.channel, message.ts));
    const isDigest = message.isRoot && digests.has(keyOf(message.channel, message.ts));
    if (isTold || isCard || isDigest || known.includes(message)) return [];
    return [{ kind: 'repeated', what: `no update explains ${message.ts}: ${message.text}` }];
  });
}
