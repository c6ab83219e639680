// The last lines under a failure: told once wherever they are told, and told where nothing kept them from being read.

import type { TrueJob } from '../evidence/evidence.ts';
import type { Index, Story, ThreadStory } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { saysRepeated } from '../evidence/words.ts';

const heading = 'The last lines of its log';
/** Lives whose program says something before it dies. */
const dyingWords: readonly string[] = ['crash', 'exit127', 'oom', 'out-of-disk', 'late-error'];

export function judgeTails({ stories, evidence }: Index): readonly Finding[] {
  // A token, too, has to be had before a log can be read.
  const isRead = evidence.vertex.requests
    .filter(({ call }) => call === 'logs' || call === 'token')
    .every(({ fault, status }) => fault === null && (status ?? 0) < 400);
  return stories.flatMap(({ launch, jobs, threads }) => {
    const job = jobs.find(({ id }) => id === launch.job_id);
    const isLost = isRead && job !== undefined && hasLines(job) && !isNoted(threads);
    return [
      ...(isLost ? [lost(launch)] : []),
      ...threads.flatMap((thread) => repeated(launch, thread)),
    ];
  });
}

/** Whether its program ran, failed, and wrote why. */
function hasLines({ scenario = '', state, history, deleted }: TrueJob): boolean {
  const ran = history.some((one) => one.state === 'RUNNING');
  return state === 'FAILED' && ran && !deleted && dyingWords.includes(scenario);
}

/** That what is noted is told as well is judged with the threads. A failure nobody was told of is not completed. */
function isNoted(threads: readonly ThreadStory[]): boolean {
  const updates = threads.flatMap((thread) => thread.updates);
  const failed = updates.some(
    ({ payload: { change } }) => change?.kind === 'state' && change.to === 'FAILED',
  );
  return !failed || updates.some(({ payload }) => payload.kind === 'log-tail');
}

const lost = ({ handle }: Story['launch']): Finding => ({
  kind: 'lost',
  what: `the last lines of ${handle} could be read, and are not told`,
});

function repeated(
  { handle }: Story['launch'],
  { thread, replies }: ThreadStory,
): readonly Finding[] {
  const live = replies.filter(({ deleted, text }) => !deleted && !saysRepeated(text));
  const times = live.reduce((sum, { text }) => sum + text.split(heading).length - 1, 0);
  return times < 2
    ? []
    : [
        {
          kind: 'repeated',
          what: `the last lines of ${handle} are told ${times} times in ${thread.channel}`,
        },
      ];
}
