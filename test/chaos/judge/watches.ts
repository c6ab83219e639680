// Jobs that were launched elsewhere: each that fits a watch has its thread in the watch's channel, and none has one that no watch brought.
// What is told there is judged like the threads of launches.

import type { Rows, TrueJob } from '../evidence/evidence.ts';
import type { Index, Story } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { elsewhere } from '../plan/feature-act.ts';
import { digestsOf } from '../evidence/digests.ts';
import { terminalStates } from '../evidence/words.ts';

type Watch = Rows['watches'][number];

/** Both servers and the bot read one clock; a job that ended just when the watch was asked for may be left alone. */
const sameMomentMs = 50;

export function judgeWatches(index: Index): readonly Finding[] {
  const { evidence, stories } = index;
  const watched = stories.filter(({ launch }) => launch.origin !== null);
  const fitting = evidence.vertex.jobs.filter(({ labels }) => labels['team'] === elsewhere.team);
  return [
    ...evidence.rows.watches.flatMap((watch) => judgeWatch(index, fitting, watch)),
    ...watched.flatMap((story) => judgeBrought(evidence.rows, fitting, story)),
    ...judgeUnwatched(evidence.rows),
  ];
}

function judgeWatch(
  { evidence, stories }: Index,
  fitting: readonly TrueJob[],
  { id, state, asker_channel: channel, requested_at }: Watch,
): readonly Finding[] {
  const isTaken = (job: TrueJob): boolean =>
    evidence.rows.watch_jobs.some(
      (one) => one.watch_id === id && one.id === job.id && one.state === 'taken',
    );
  const isDue = (job: TrueJob): boolean =>
    state === 'active' && !job.deleted && endOf(job) > requested_at + sameMomentMs;
  const isHere = (job: TrueJob): boolean =>
    stories.some(
      ({ launch, threads }) =>
        launch.job_id === job.id && threads.some(({ thread }) => thread.channel === channel),
    );
  return fitting
    .filter((job) => (isTaken(job) || isDue(job)) && !isHere(job))
    .map((job): Finding => ({
      kind: 'lost',
      what: `${job.displayName} fits the watch of ${channel}, and has no card there`,
    }));
}

function endOf({ history }: TrueJob): number {
  return history.find(({ state }) => terminalStates.includes(state))?.at ?? Infinity;
}

/** Nothing is brought that does not fit, or began when the watch was gone. */
function judgeBrought(
  { watches, audit }: Rows,
  fitting: readonly TrueJob[],
  { launch, threads }: Story,
): readonly Finding[] {
  const job = fitting.find(({ id }) => id === launch.job_id);
  if (job === undefined) {
    return [{ kind: 'other', what: `${launch.handle} is followed, and fits no watch` }];
  }
  const began = job.history[0]?.at ?? 0;
  return threads.flatMap(({ thread: { channel } }): Finding[] => {
    const here = watches.filter((one) => one.asker_channel === channel && one.begun === 1);
    const ends = audit.filter((row) => row.verb === 'unwatch' && row.channel === channel);
    const isGone =
      here.every(({ state }) => state === 'ended') && ends.every(({ at }) => at < began);
    return isGone
      ? [
          {
            kind: 'other',
            what: `${job.displayName} came to ${channel}, where it is not watched for`,
          },
        ]
      : [];
  });
}

/** The end of a watch is posted in its channel once, and told to whose watch it was once, if somebody else has ended it. */
function judgeUnwatched(rows: Rows): readonly Finding[] {
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

function countOf(how: string, expected: number, found: number): readonly Finding[] {
  if (expected === found) return [];
  const kind = found < expected ? 'lost' : 'repeated';
  return [{ kind, what: `${expected} watches were ended, and ${how} are ${found}` }];
}
