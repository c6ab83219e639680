// The posted states of a job are those in Vertex's records: none that never was, none before its time, and its end exactly once.

import { z } from 'zod';
import type { Message, VertexJob, UpdateRow } from '../evidence/evidence.ts';
import type { Index, LaunchEvidence, ThreadEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { cardOf, isState, saysRepeated, terminalStates, wordsOf } from '../evidence/words.ts';

/** Both servers read the same clock and round to milliseconds. */
const roundingMs = 2;

export function checkStates({ perLaunch }: Index): readonly Violation[] {
  return perLaunch.flatMap(({ launch, jobs, threads }) => {
    const job = jobs.find(({ id }) => id === launch.job_id);
    return threads.flatMap((thread) => [
      ...checkCard(launch, job, thread),
      ...(job === undefined ? checkNoJob(launch, thread) : checkJob(launch, job, thread)),
    ]);
  });
}

function checkJob(
  { handle }: LaunchEvidence['launch'],
  job: VertexJob,
  { states, replies, roots, updates }: ThreadEvidence,
): readonly Violation[] {
  const found: Violation[] = [];
  const happened = job.history.map(({ state }) => state);
  const told = withoutMarkedCopies(replies, states);
  if (!isInOrder(told, happened)) {
    found.push({
      kind: isSubset(told, happened) ? 'repeated' : 'other',
      what: `${handle} is told as ${told.join(' ')}, and was ${happened.join(' ')}`,
    });
  }
  const ends = [...told, ...collected(updates)].filter((word) => terminalStates.includes(word));
  const words = replies.flatMap(({ text }) => wordsOf(text));
  const gone = [...words.filter((word) => word === 'deleted'), ...heldGone(updates)];
  const expected = job.deleted ? 'its end or its deletion' : job.state;
  if (ends.length + gone.length === 0) {
    found.push({ kind: 'lost', what: `${handle}: ${expected} is not told` });
  }
  if (ends.length + gone.length > 1) {
    found.push({ kind: 'repeated', what: `${handle} ends more than once: ${words.join(' ')}` });
  }
  if (gone.length > 0 && !job.deleted) {
    found.push({ kind: 'other', what: `${handle} is said to be deleted, and is not` });
  }
  for (const message of [...roots, ...replies]) found.push(...checkTimes(handle, job, message));
  return found;
}

/** Ends that a digest includes instead of the thread. That it does is checked with the digests. */
function collected(updates: readonly UpdateRow[]): readonly string[] {
  return updates.flatMap(({ held_at, payload }) =>
    held_at === null || payload.change?.kind !== 'state' ? [] : [payload.change.to],
  );
}

/** Suppressed updates that the job was deleted. */
function heldGone(updates: readonly UpdateRow[]): readonly string[] {
  return updates.flatMap(({ held_at, payload: { change } }) =>
    held_at !== null && change?.kind === 'gone' ? ['deleted'] : [],
  );
}

function checkNoJob(
  { handle }: LaunchEvidence['launch'],
  { states }: ThreadEvidence,
): readonly Violation[] {
  return states.length === 0
    ? []
    : [{ kind: 'other', what: `${handle} never was a job, and is told as ${states.join(' ')}` }];
}

/** The posted states, without those of marked copies. */
function withoutMarkedCopies(
  replies: readonly Message[],
  states: readonly string[],
): readonly string[] {
  const live = replies.filter(({ deleted }) => !deleted);
  if (!live.some(({ text }) => saysRepeated(text))) return states;
  const seen = new Set<string>();
  return live
    .filter(({ deliveryId = '' }) => {
      const isCopy = seen.has(deliveryId);
      seen.add(deliveryId);
      return !isCopy;
    })
    .flatMap(({ text }) => wordsOf(text).filter(isState));
}

/** Whether every word occurs, each after the one before. */
function isInOrder(told: readonly string[], happened: readonly string[]): boolean {
  let from = 0;
  return told.every((word) => {
    const at = happened.indexOf(word, from);
    from = at + 1;
    return at !== -1;
  });
}

const isSubset = (told: readonly string[], happened: readonly string[]): boolean =>
  told.every((word) => happened.includes(word));

/** No message shows a state before the job has it. */
function checkTimes(
  handle: string,
  { history }: VertexJob,
  message: Message,
): readonly Violation[] {
  return message.versions.flatMap(({ at, text }) => {
    const word = cardOf(text)?.word;
    const said = word === undefined ? wordsOf(text).filter(isState) : [word].filter(isJobState);
    return said.flatMap((state): Violation[] => {
      const known = history.some((one) => one.state === state && one.at <= at + roundingMs);
      return known
        ? []
        : [{ kind: 'other', what: `${handle} is said to be ${state} before it is: ${text}` }];
    });
  });
}

const launchWords = [
  'REQUESTED',
  'STARTING',
  'STARTED',
  'UNCERTAIN',
  'NOT FOUND',
  'NOT STARTED',
  'GIVEN UP',
  'CANCELLED BEFORE IT STARTED',
  'WITHDRAWN',
  'WAITS FOR APPROVAL',
  'DENIED',
  'NOT APPROVED IN TIME',
  'LOCKED',
  'BLOCKED',
];
const isJobState = (word: string): boolean =>
  !launchWords.includes(word) && !word.startsWith('DELETED');

/** The last word on the card of a launch without a job. */
const endWords: Readonly<Record<string, string>> = {
  unknown: 'NOT FOUND',
  dropped: 'GIVEN UP',
  failed: 'NOT STARTED',
  cancelled: 'CANCELLED BEFORE IT STARTED',
  waiting: 'WAITS FOR APPROVAL',
  denied: 'DENIED',
  expired: 'NOT APPROVED IN TIME',
  locked: 'LOCKED',
  blocked: 'BLOCKED',
};

function endWordOf({ state, approval }: LaunchEvidence['launch']): string | undefined {
  const isWithdrawn = approval !== null && approvalSchema.parse(JSON.parse(approval)).withdrawn;
  return state === 'cancelled' && isWithdrawn ? 'WITHDRAWN' : endWords[state];
}

/** Whether it was cancelled while it waited for an approval. */
const approvalSchema = z
  .looseObject({ decision: z.looseObject({ verdict: z.string() }).optional() })
  .transform(({ decision }) => ({ withdrawn: decision?.verdict === 'withdrawn' }));

function checkCard(
  launch: LaunchEvidence['launch'],
  job: VertexJob | undefined,
  { thread, roots }: ThreadEvidence,
): readonly Violation[] {
  const { handle, state } = launch;
  const root = roots.find(({ ts, deleted }) => ts === thread.root_ts && !deleted);
  const word = root === undefined ? undefined : cardOf(root.text)?.word;
  if (word === undefined) return [];
  if (job?.deleted === true && word.startsWith('DELETED while ')) return [];
  const expected = job === undefined ? endWordOf(launch) : job.state;
  // If the bot read the job's end before the deletion, the card keeps the end.
  const fine = job?.deleted === true ? terminalStates.includes(word) : word === expected;
  return fine
    ? []
    : [
        {
          kind: 'other',
          what: `the card of ${handle} shows ${word}, and the truth is ${expected ?? state}`,
        },
      ];
}
