// External jobs: each that matches a watch has a thread in the watch's channel, and none has a thread without a watch. The threads are
// checked like those of launches.

import type { Rows, VertexJob } from '../evidence/evidence.ts';
import type { Index, LaunchEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { externalLabels } from '../plan/feature-act.ts';
import { digestsOf } from '../evidence/digests.ts';
import { terminalStates } from '../evidence/words.ts';

type Watch = Rows['watches'][number];

/** The servers and the bot read the same clock. A job that ended as the watch was requested may go unseen. */
const sameMomentMs = 50;

export function checkWatches(index: Index): readonly Violation[] {
  const { evidence, perLaunch } = index;
  const watched = perLaunch.filter(({ launch }) => launch.origin !== null);
  const matching = evidence.vertex.jobs.filter(
    ({ labels }) => labels['team'] === externalLabels.team,
  );
  return [
    ...evidence.rows.watches.flatMap((watch) => checkWatch(index, matching, watch)),
    ...watched.flatMap((one) => checkFollowed(evidence.rows, matching, one)),
    ...checkUnwatched(evidence.rows),
  ];
}

function checkWatch(
  { evidence, perLaunch }: Index,
  matching: readonly VertexJob[],
  { id, state, asker_channel: channel, requested_at }: Watch,
): readonly Violation[] {
  const isTaken = (job: VertexJob): boolean =>
    evidence.rows.watch_jobs.some(
      (one) => one.watch_id === id && one.id === job.id && one.state === 'taken',
    );
  const isDue = (job: VertexJob): boolean =>
    state === 'active' && !job.deleted && endOf(job) > requested_at + sameMomentMs;
  const isHere = (job: VertexJob): boolean =>
    perLaunch.some(
      ({ launch, threads }) =>
        launch.job_id === job.id && threads.some(({ thread }) => thread.channel === channel),
    );
  return matching
    .filter((job) => (isTaken(job) || isDue(job)) && !isHere(job))
    .map((job): Violation => ({
      kind: 'lost',
      what: `${job.displayName} matches the watch of ${channel}, and has no card there`,
    }));
}

function endOf({ history }: VertexJob): number {
  return history.find(({ state }) => terminalStates.includes(state))?.at ?? Infinity;
}

/** A followed job matches a watch, and did not start after the watch had ended. */
function checkFollowed(
  { watches, audit }: Rows,
  matching: readonly VertexJob[],
  { launch, threads }: LaunchEvidence,
): readonly Violation[] {
  const job = matching.find(({ id }) => id === launch.job_id);
  if (job === undefined) {
    return [{ kind: 'other', what: `${launch.handle} is followed, and matches no watch` }];
  }
  const began = job.history[0]?.at ?? 0;
  return threads.flatMap(({ thread: { channel } }): Violation[] => {
    const here = watches.filter((one) => one.asker_channel === channel && one.begun === 1);
    const ends = audit.filter((row) => row.verb === 'unwatch' && row.channel === channel);
    const isGone =
      here.every(({ state }) => state === 'ended') && ends.every(({ at }) => at < began);
    return isGone
      ? [
          {
            kind: 'other',
            what: `${job.displayName} has a card in ${channel}, where no watch matches it`,
          },
        ]
      : [];
  });
}

/** The end of a watch is posted in its channel once. If somebody else ended it, its owner gets one direct message. */
function checkUnwatched(rows: Rows): readonly Violation[] {
  const posted = digestsOf(rows, 'unwatched');
  const direct = digestsOf(rows, 'direct').filter(
    ({ digest }) => digest.notice.kind === 'watch-ended',
  );
  const ended = rows.watches.filter(({ state, begun }) => state === 'ended' && begun === 1);
  const others = ended.filter(({ asker_user, asker_channel }) =>
    posted.some(
      ({ thread, digest }) => thread.channel === asker_channel && digest.by !== asker_user,
    ),
  );
  return [
    ...countOf('posted', ended.length, posted.length),
    ...countOf('told directly', others.length, direct.length),
  ];
}

function countOf(how: string, expected: number, found: number): readonly Violation[] {
  if (expected === found) return [];
  const kind = found < expected ? 'lost' : 'repeated';
  return [{ kind, what: `${expected} watches were ended, and ${how} are ${found}` }];
}
