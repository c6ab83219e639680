// Indexes the evidence by launch.

import type {
  Evidence,
  LaunchRow,
  Message,
  Payload,
  ThreadRow,
  TrueJob,
  UpdateRow,
} from './evidence.ts';
import { cardOf, isState, wordsOf } from './words.ts';

export type Story = {
  readonly launch: LaunchRow;
  /** Jobs that bear its id and were made through the API; of one that is only watched, that job. */
  readonly jobs: readonly TrueJob[];
  readonly threads: readonly ThreadStory[];
};

export type ThreadStory = {
  readonly thread: ThreadRow;
  readonly updates: readonly UpdateRow[];
  /** Every root of this job in the channel, deleted ones too. */
  readonly roots: readonly Message[];
  /** Below any of them, and what came to stand in the channel because its root was gone; oldest first. */
  readonly replies: readonly Message[];
  /** States of the job as the replies tell them. */
  readonly states: readonly string[];
};

export type Index = {
  readonly evidence: Evidence;
  readonly stories: readonly Story[];
  /** The bot's messages in channels. */
  readonly messages: readonly Message[];
  /** Those in direct messages: jobs and notices, which bear a delivery id as all that the outbox posts, and answers, which bear none. */
  readonly direct: readonly Message[];
  /** All of both. */
  readonly byTs: ReadonlyMap<string, Message>;
  readonly payloads: readonly Payload[];
};

const botUser = 'U0VERTEXJOBS';

export function indexEvidence(evidence: Evidence): Index {
  const { slack, vertex, rows } = evidence;
  const all = slack.channels
    .flatMap((channel) => channel.messages)
    .filter(({ user }) => user === botUser)
    .sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const messages = all.filter(({ channel }) => !channel.startsWith('D'));
  const direct = all.filter(({ channel }) => channel.startsWith('D'));
  const byTs = new Map(all.map((message) => [keyOf(message.channel, message.ts), message]));
  const stories = rows.launches.map((launch): Story => ({
    launch,
    jobs: vertex.jobs.filter(({ id, origin, labels }) =>
      launch.origin === 'watched'
        ? id === launch.job_id
        : origin === 'api' && labels['launch-id'] === launch.id,
    ),
    threads: rows.threads
      .filter(({ launch_id }) => launch_id === launch.id)
      .map((thread) => threadStory(evidence, all, launch, thread)),
  }));
  return { evidence, stories, messages, direct, byTs, payloads: slack.payloads };
}

/** Where a message stands: a ts is unique in its channel only. */
export const keyOf = (channel: string, ts: string): string => `${channel}/${ts}`;

function threadStory(
  { rows }: Evidence,
  messages: readonly Message[],
  launch: LaunchRow,
  thread: ThreadRow,
): ThreadStory {
  const updates = rows.updates.filter(({ thread_id }) => thread_id === thread.id);
  const here = messages.filter(({ channel }) => channel === thread.channel);
  const roots = here.filter(({ isRoot, text }) => isRoot && cardOf(text)?.handle === launch.handle);
  const rootTs = new Set(roots.map(({ ts }) => ts));
  const told = new Set(updates.map(({ sent_ts }) => sent_ts));
  const replies = here.filter(
    ({ ts, threadTs, isRoot }) =>
      (threadTs !== undefined && rootTs.has(threadTs)) ||
      (isRoot && !rootTs.has(ts) && told.has(ts)),
  );
  return {
    thread,
    updates,
    roots,
    replies,
    states: replies
      .filter(({ deleted }) => !deleted)
      .flatMap(({ text }) => wordsOf(text).filter(isState)),
  };
}
