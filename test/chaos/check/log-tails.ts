// The last log lines of a failed job: posted at most once in each thread, and posted whenever every read of the log succeeded.

import type { VertexJob } from '../evidence/evidence.ts';
import type { Index, LaunchEvidence, ThreadEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { saysRepeated } from '../evidence/words.ts';

/** How the last lines of a log begin. */
export const tailHeading = 'The last lines of its log';
/** Scenarios whose program logs something before it fails. */
const scenariosWithOutput: readonly string[] = [
  'crash',
  'exit127',
  'oom',
  'out-of-disk',
  'late-error',
];

export function checkLogTails({ perLaunch, evidence }: Index): readonly Violation[] {
  // Reading a log needs a token.
  const isRead = evidence.vertex.requests
    .filter(({ call }) => call === 'logs' || call === 'token')
    .every(({ fault, status }) => fault === null && (status ?? 0) < 400);
  return perLaunch.flatMap(({ launch, jobs, threads }) => {
    const job = jobs.find(({ id }) => id === launch.job_id);
    const isLost = isRead && job !== undefined && hasLines(job) && !isNoted(threads);
    return [
      ...(isLost ? [lost(launch)] : []),
      ...threads.flatMap((thread) => repeated(launch, thread)),
    ];
  });
}

/** Whether the job's program ran, failed, and logged why. */
function hasLines({ scenario = '', state, history, deleted }: VertexJob): boolean {
  const ran = history.some((one) => one.state === 'RUNNING');
  return state === 'FAILED' && ran && !deleted && scenariosWithOutput.includes(scenario);
}

/** Whether a log tail is stored. That a stored one is posted is checked with the threads. A failure that was not posted needs none. */
function isNoted(threads: readonly ThreadEvidence[]): boolean {
  const updates = threads.flatMap((thread) => thread.updates);
  const failed = updates.some(
    ({ payload: { change } }) => change?.kind === 'state' && change.to === 'FAILED',
  );
  return !failed || updates.some(({ payload }) => payload.kind === 'log-tail');
}

const lost = ({ handle }: LaunchEvidence['launch']): Violation => ({
  kind: 'lost',
  what: `the last lines of ${handle} could be read, and are not told`,
});

function repeated(
  { handle }: LaunchEvidence['launch'],
  { thread, replies }: ThreadEvidence,
): readonly Violation[] {
  const live = replies.filter(({ deleted, text }) => !deleted && !saysRepeated(text));
  const times = live.reduce((sum, { text }) => sum + text.split(tailHeading).length - 1, 0);
  return times < 2
    ? []
    : [
        {
          kind: 'repeated',
          what: `the last lines of ${handle} are told ${times} times in ${thread.channel}`,
        },
      ];
}
