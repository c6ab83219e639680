// What a thread tells of the job of each of its launch's attempts, one after the other.

import type { Message, VertexJob } from '../evidence/evidence.ts';
import type { Attempt, LaunchEvidence, ThreadEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { isState, saysRepeated, terminalStates, wordsOf } from '../evidence/words.ts';

/** The job that an attempt is bound to. */
export const jobOf = ({ launch, jobs }: Attempt) => jobs.find(({ id }) => id === launch.job_id);

/** The posted states, those of each attempt by themselves. */
export function partsOf({ replies }: ThreadEvidence): readonly (readonly string[])[] {
  return withoutMarkedCopies(replies)
    .flatMap(({ text }) => wordsOf(text))
    .reduce<readonly (readonly string[])[]>(
      (parts, word) =>
        word === 'next'
          ? [...parts, []]
          : isState(word)
            ? [...parts.slice(0, -1), [...(parts.at(-1) ?? []), word]]
            : parts,
      [[]],
    );
}

/** Each attempt is told as it was, and a failure at most as the end of one that another followed. */
export function checkParts(
  { launch: { handle }, before }: LaunchEvidence,
  parts: readonly (readonly string[])[],
): readonly Violation[] {
  if (parts.length !== before.length + 1) {
    const kind = parts.length > before.length + 1 ? 'repeated' : 'lost';
    return [
      { kind, what: `${handle} had ${before.length + 1} attempts, and is told ${parts.length}` },
    ];
  }
  return before.flatMap((one, nth) => {
    const told = parts[nth] ?? [];
    const job = jobOf(one);
    const about = { handle: one.launch.handle };
    if (job === undefined) return checkNoJob(about, told);
    const ends = told.filter((word) => terminalStates.includes(word));
    return [
      ...checkHappened(about, job, told),
      ...(ends.every((word) => word === 'FAILED') && ends.length <= 1
        ? []
        : [
            {
              kind: 'other',
              what: `${about.handle} made way, and is told as ${ends.join()}`,
            } as const,
          ]),
    ];
  });
}

/** What is told of a job is what it was, in order. */
export function checkHappened(
  { handle }: Pick<LaunchEvidence['launch'], 'handle'>,
  job: VertexJob,
  told: readonly string[],
): readonly Violation[] {
  const happened = job.history.map(({ state }) => state);
  if (isInOrder(told, happened)) return [];
  return [
    {
      kind: isSubset(told, happened) ? 'repeated' : 'other',
      what: `${handle} is told as ${told.join(' ')}, and was ${happened.join(' ')}`,
    },
  ];
}

/** A launch that made no job is told as none. */
export function checkNoJob(
  { handle }: Pick<LaunchEvidence['launch'], 'handle'>,
  states: readonly string[],
): readonly Violation[] {
  return states.length === 0
    ? []
    : [{ kind: 'other', what: `${handle} never was a job, and is told as ${states.join(' ')}` }];
}

/** The replies, without marked copies. */
function withoutMarkedCopies(replies: readonly Message[]): readonly Message[] {
  const live = replies.filter(({ deleted }) => !deleted);
  if (!live.some(({ text }) => saysRepeated(text))) return live;
  const seen = new Set<string>();
  return live.filter(({ deliveryId = '' }) => {
    const isCopy = seen.has(deliveryId);
    seen.add(deliveryId);
    return !isCopy;
  });
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
