// A launch with fallbacks has at most one live job at any moment. Its attempts are those of its template, in order, and the next begins
// only after Vertex said no to the one before, by Vertex's own records: never after a person cancelled it or gave it up, nor once a job
// has started.

import type { Attempt, Index, LaunchEvidence } from '../evidence/by-launch.ts';
import type { LaunchRow, Rows } from '../evidence/evidence.ts';
import { endOf, hasRun, isCapacity, ladderOf, refusalOf, startOf } from '../evidence/ladders.ts';
import { maxWaitingMs } from '../plan/ladders.ts';
import type { Violation } from './check-run.ts';
import { guardActor } from './guards.ts';
import { checkStep, type Step } from './rungs.ts';
import { jobOf } from './told.ts';

/** The servers and the bots read one clock, and round it. */
const roundingMs = 5;

export function checkLadders(index: Index): readonly Violation[] {
  const ladders = index.perLaunch
    .filter(({ launch }) => launch.superseded_by === null)
    .filter(({ launch, before }) => launch.ladder !== null || before.length > 0);
  const known = ladders.flatMap(({ before }) => before.map(({ launch }) => launch.id));
  const loose = index.perLaunch.filter(
    ({ launch: { id, superseded_by } }) => superseded_by !== null && !known.includes(id),
  );
  return [
    ...loose.map(({ launch }): Violation => ({
      kind: 'lost',
      what: `${launch.handle} made way for an attempt that is not stored`,
    })),
    ...ladders.flatMap((one) => checkLadder(index, one)),
  ];
}

function checkLadder(index: Index, one: LaunchEvidence): readonly Violation[] {
  const { launch, before } = one;
  const missed = ladderOf(launch)?.missed ?? [];
  const steps = [...before, one].map((attempt, nth): Step => ({
    ...attempt,
    nth,
    missed: missed[nth],
  }));
  const cancels = cancelsOf(index.evidence.rows, steps);
  return [
    ...checkAlive(launch.handle, steps),
    ...steps.flatMap((step) => checkStep(one, step)),
    ...before.flatMap((_, nth) => checkWayMade(index, steps, nth)),
    ...checkAfterCancel(index.evidence.rows, one, cancels),
    ...checkGivenUp(one),
    ...checkLeft(index, one, cancels.length > 0),
    ...checkTold(one),
  ];
}

/** No two jobs live at once: each from its create to its end, by Vertex's clock. */
function checkAlive(handle: string, steps: readonly Attempt[]): readonly Violation[] {
  const jobs = steps.flatMap((step) => step.jobs).toSorted((a, b) => startOf(a) - startOf(b));
  return jobs.slice(1).flatMap((job, nth): Violation[] => {
    const alive = jobs.slice(0, nth + 1).filter((earlier) => endOf(earlier) > startOf(job));
    return alive.map(({ id }) => ({
      kind: 'twice',
      what: `${handle} made job ${job.id} while its job ${id} was alive`,
    }));
  });
}

/** What the attempt after this one says of its end is so, and was so before that one began. */
function checkWayMade(index: Index, steps: readonly Step[], nth: number): readonly Violation[] {
  const step = steps[nth];
  if (step === undefined) return [];
  const { launch, missed } = step;
  const other = (what: string): Violation => ({ kind: 'other', what: `${launch.handle} ${what}` });
  if (missed?.launchId !== launch.id) return [other('made way, and the next one names another')];
  const job = jobOf(step);
  if (missed.why === 'refused') {
    if (job !== undefined || launch.state !== 'failed') return [other('made way as refused')];
    const why = refusalOf(index.evidence.vertex, launch.id);
    if (why === undefined) return [other('made way as refused, and Vertex refused nothing')];
    return isCapacity(why) ? [] : [other(`made way after the refusal “${why}”`)];
  }
  // So `blocked` is always a violation: no lock and no limit meets the template, and its targets stay.
  if (job === undefined) return [other(`made way as ${missed.why}, and had no job`)];
  const found: Violation[] = [];
  if (hasRun(job)) found.push(other('made way, and had started'));
  if (endOf(job) > missed.at + roundingMs) found.push(other('made way before its end'));
  if (missed.why === 'ended') {
    const isOut = job.state === 'FAILED' && isCapacity(job.error?.message ?? '');
    if (!isOut) found.push(other(`made way as ended, and is ${job.state}`));
    return found;
  }
  const cancel = makesWay(index.evidence.rows, launch.id);
  if (missed.why !== 'waited' || job.state !== 'CANCELLED' || cancel === undefined) {
    return [...found, other(`made way as ${missed.why}, and is ${job.state}`)];
  }
  const waited = cancel.requested_at - startOf(job);
  return waited + roundingMs < maxWaitingMs
    ? [...found, other(`was cancelled to make way after ${waited} ms`)]
    : found;
}

const makesWay = ({ cancels }: Rows, launchId: string) =>
  cancels.find(({ request_key }) => request_key === `${launchId}:make-way`);

/** People's cancels of any of its attempts, if accepted. One that the bot or Vertex refused ends nothing. */
function cancelsOf({ cancels }: Rows, steps: readonly Attempt[]): Rows['cancels'] {
  const ids = steps.map(({ launch }) => launch.id);
  return cancels
    .filter(({ launch_id }) => launch_id !== null && ids.includes(launch_id))
    .filter(({ asker_user }) => asker_user !== guardActor)
    .filter(({ state }) => state === 'accepted' || state === 'done');
}

/** No attempt begins after a person's cancel was accepted. */
function checkAfterCancel(
  { audit }: Rows,
  { launch }: LaunchEvidence,
  cancels: Rows['cancels'],
): readonly Violation[] {
  const accepted = cancels.flatMap(({ request_key }) =>
    audit.filter(({ key }) => key === request_key),
  );
  return begunAfter(launch, Math.min(...accepted.map((row) => row.at)), 'its cancel');
}

/** No attempt begins after a person gave the launch up, or launched it again, even if a job of it turns up. */
function checkGivenUp({ launch, threads }: LaunchEvidence): readonly Violation[] {
  const at = Math.min(...givenUpAt(threads));
  return begunAfter(launch, at, 'a person gave it up');
}

function begunAfter(launch: LaunchRow, at: number, after: string): readonly Violation[] {
  return (ladderOf(launch)?.missed ?? []).flatMap(({ at: begun }, nth): Violation[] => {
    const what = `attempt ${nth + 2} of ${launch.handle} began ${begun - at} ms after ${after}`;
    return begun > at ? [{ kind: 'other', what }] : [];
  });
}

/** When a person gave the launch up, as each of its threads has it (Unix ms). */
const givenUpAt = (threads: LaunchEvidence['threads']): readonly number[] =>
  threads.flatMap(({ updates }) =>
    updates.flatMap(({ payload }) =>
      payload.kind === 'launch-dropped' ? (payload.at ?? -Infinity) : [],
    ),
  );

/** The last attempt isn't one after which another was due. */
function checkLeft(
  { evidence: { rows, vertex } }: Index,
  one: LaunchEvidence,
  isCancelled: boolean,
): readonly Violation[] {
  const { launch } = one;
  const { at, rungs } = ladderOf(launch) ?? { at: 0, rungs: [] };
  // What a person gave up goes on no more, whatever turns up.
  const isGivenUp = givenUpAt(one.threads).length > 0;
  if (isCancelled || isGivenUp || at + 1 >= rungs.length) return [];
  const job = jobOf(one);
  const refusal = launch.state === 'failed' ? refusalOf(vertex, launch.id) : undefined;
  const isMissed =
    job === undefined
      ? isCapacity(refusal ?? '')
      : !hasRun(job) &&
        ((job.state === 'FAILED' && isCapacity(job.error?.message ?? '')) ||
          (job.state === 'CANCELLED' && makesWay(rows, launch.id) !== undefined));
  const what = `${launch.handle} ended at attempt ${at + 1} of ${rungs.length}, and the next was due`;
  return isMissed ? [{ kind: 'lost', what }] : [];
}

/** The begin of each attempt is an update of its threads, once, in order. */
function checkTold({ launch: { handle }, before, threads }: LaunchEvidence): readonly Violation[] {
  const due = before.map((_, nth) => nth + 2).join();
  return threads.flatMap(({ updates }): Violation[] => {
    const told = updates.flatMap(({ payload }) => payload.attempt ?? []).join();
    const kind = told.length > due.length ? 'repeated' : 'lost';
    const what = `${handle} went on to attempts ${due || 'none'}, and is told ${told || 'none'}`;
    return told === due ? [] : [{ kind, what }];
  });
}
