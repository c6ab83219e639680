// The posted states of a job are those in Vertex's records: none that never was, none before its time, and its end exactly once.

import { z } from 'zod';
import type { Message, VertexJob, UpdateRow } from '../evidence/evidence.ts';
import type { Index, LaunchEvidence, ThreadEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { cardOf, isState, terminalStates, wordsOf } from '../evidence/words.ts';
import { checkHappened, checkNoJob, checkParts, jobOf, partsOf } from './told.ts';

/** Both servers read the same clock and round to milliseconds. */
const roundingMs = 2;

export function checkStates({ perLaunch }: Index): readonly Violation[] {
  return perLaunch.flatMap((one) => {
    const { launch, threads, before } = one;
    const job = jobOf(one);
    return threads.flatMap((thread) => {
      const parts = partsOf(thread);
      const told = parts.at(-1) ?? [];
      const all = [...before.flatMap((other) => jobOf(other) ?? []), ...(job ? [job] : [])];
      return [
        ...checkCard(launch, job, thread),
        ...checkParts(one, parts),
        ...(job === undefined ? checkNoJob(launch, told) : checkJob(launch, job, told, thread)),
        ...[...thread.roots, ...thread.replies].flatMap((message) =>
          all.length === 0 ? [] : checkTimes(launch.handle, all, message),
        ),
      ];
    });
  });
}

function checkJob(
  launch: LaunchEvidence['launch'],
  job: VertexJob,
  told: readonly string[],
  { replies, updates: all }: ThreadEvidence,
): readonly Violation[] {
  const { handle } = launch;
  const found: Violation[] = [...checkHappened(launch, job, told)];
  const began = all.findLast(({ payload }) => payload.kind === 'next-rung')?.seq ?? 0;
  const updates = all.filter(({ seq }) => seq > began);
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

/** No message shows a state before the job has it. */
function checkTimes(
  handle: string,
  jobs: readonly VertexJob[],
  message: Message,
): readonly Violation[] {
  const history = jobs.flatMap((job) => job.history);
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
  'WAITING FOR APPROVAL',
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
  waiting: 'WAITING FOR APPROVAL',
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
  if (job?.deleted === true && word.startsWith('DELETED WHILE ')) return [];
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
