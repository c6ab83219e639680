// What is said of a job is what Google's records say: no state that was not, none before its time, and its end exactly once.

import type { Message, TrueJob, UpdateRow } from '../evidence/evidence.ts';
import type { Index, Story, ThreadStory } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { cardOf, isState, saysRepeated, terminalStates, wordsOf } from '../evidence/words.ts';

/** Both servers read one clock, in whole milliseconds. */
const roundingMs = 2;

export function judgeTruth({ stories }: Index): readonly Finding[] {
  return stories.flatMap(({ launch, jobs, threads }) => {
    const job = jobs.find(({ id }) => id === launch.job_id);
    return threads.flatMap((thread) => [
      ...judgeCard(launch, job, thread),
      ...(job === undefined ? judgeNoJob(launch, thread) : judgeJob(launch, job, thread)),
    ]);
  });
}

function judgeJob(
  { handle }: Story['launch'],
  job: TrueJob,
  { states, replies, roots, updates }: ThreadStory,
): readonly Finding[] {
  const found: Finding[] = [];
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
  for (const message of [...roots, ...replies]) found.push(...judgeTimes(handle, job, message));
  return found;
}

/** What a digest tells in the channel instead of the thread; that it does is judged with the digests. */
function collected(updates: readonly UpdateRow[]): readonly string[] {
  return updates.flatMap(({ held_at, payload }) =>
    held_at === null || payload.change?.kind !== 'state' ? [] : [payload.change.to],
  );
}

/** That a job was deleted, where its channel wants to hear less. */
function heldGone(updates: readonly UpdateRow[]): readonly string[] {
  return updates.flatMap(({ held_at, payload: { change } }) =>
    held_at !== null && change?.kind === 'gone' ? ['deleted'] : [],
  );
}

function judgeNoJob({ handle }: Story['launch'], { states }: ThreadStory): readonly Finding[] {
  return states.length === 0
    ? []
    : [{ kind: 'other', what: `${handle} never was a job, and is told as ${states.join(' ')}` }];
}

/** The states that are told, but for replies that say they may be a repetition. */
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

/** Nothing is said of a job before it is so. */
function judgeTimes(handle: string, { history }: TrueJob, message: Message): readonly Finding[] {
  return message.versions.flatMap(({ at, text }) => {
    const word = cardOf(text)?.word;
    const said = word === undefined ? wordsOf(text).filter(isState) : [word].filter(isJobState);
    return said.flatMap((state): Finding[] => {
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
];
const isJobState = (word: string): boolean =>
  !launchWords.includes(word) && !word.startsWith('DELETED');

/** What the card of a launch without a job ends as. */
const endWords: Readonly<Record<string, string>> = {
  unknown: 'NOT FOUND',
  dropped: 'GIVEN UP',
  failed: 'NOT STARTED',
  cancelled: 'CANCELLED BEFORE IT STARTED',
};

function judgeCard(
  { handle, state }: Story['launch'],
  job: TrueJob | undefined,
  { thread, roots }: ThreadStory,
): readonly Finding[] {
  const root = roots.find(({ ts, deleted }) => ts === thread.root_ts && !deleted);
  const word = root === undefined ? undefined : cardOf(root.text)?.word;
  if (word === undefined) return [];
  if (job?.deleted === true && word.startsWith('DELETED while ')) return [];
  const expected = job === undefined ? endWords[state] : job.state;
  // A job that was deleted when its end had been read keeps that.
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
