// Indexes the evidence by launch.

import type {
  Evidence,
  LaunchRow,
  Message,
  Payload,
  ThreadRow,
  VertexJob,
  UpdateRow,
} from './evidence.ts';
import { cardOf } from './words.ts';

/** A launch, or one attempt of a launch that has several. */
export type Attempt = {
  readonly launch: LaunchRow;
  /** Jobs created through the API that carry its id. For a watched job: that job. */
  readonly jobs: readonly VertexJob[];
};

export type LaunchEvidence = Attempt & {
  /** Card and replies go on from an attempt to the next, so that one that is over has none. */
  readonly threads: readonly ThreadEvidence[];
  /** The attempts that it followed, oldest first. */
  readonly before: readonly Attempt[];
};

export type ThreadEvidence = {
  readonly thread: ThreadRow;
  readonly updates: readonly UpdateRow[];
  /** Every root of this job in the channel, including deleted ones. */
  readonly roots: readonly Message[];
  /** Replies below any of them, and replies that Slack posted in the channel because their root was gone. Oldest first. */
  readonly replies: readonly Message[];
};

export type Index = {
  readonly evidence: Evidence;
  readonly perLaunch: readonly LaunchEvidence[];
  /** The bot's messages in channels. */
  readonly messages: readonly Message[];
  /** The bot's direct messages. Those from the outbox have a delivery id; answers have none. */
  readonly direct: readonly Message[];
  /** Both, by `keyOf`. */
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
  const attempts = rows.launches.map((launch): Attempt => ({
    launch,
    jobs: vertex.jobs.filter(({ id, origin, labels }) =>
      launch.origin === 'watched'
        ? id === launch.job_id
        : origin === 'api' && labels['launch-id'] === launch.id,
    ),
  }));
  const perLaunch = attempts.map((one): LaunchEvidence => ({
    ...one,
    threads: rows.threads
      .filter(({ launch_id }) => launch_id === one.launch.id)
      .map((thread) => threadEvidence(evidence, all, one.launch, thread)),
    before: followedBy(attempts, one),
  }));
  return { evidence, perLaunch, messages, direct, byTs, payloads: slack.payloads };
}

function followedBy(attempts: readonly Attempt[], { launch }: Attempt): readonly Attempt[] {
  const last = attempts.find((one) => one.launch.superseded_by === launch.id);
  return last === undefined ? [] : [...followedBy(attempts, last), last];
}

/** A message's key: a ts is unique only within its channel. */
export const keyOf = (channel: string, ts: string): string => `${channel}/${ts}`;

function threadEvidence(
  { rows }: Evidence,
  messages: readonly Message[],
  launch: LaunchRow,
  thread: ThreadRow,
): ThreadEvidence {
  const updates = rows.updates.filter(({ thread_id }) => thread_id === thread.id);
  const here = messages.filter(({ channel }) => channel === thread.channel);
  const roots = here.filter(({ isRoot, text }) => isRoot && cardOf(text)?.handle === launch.handle);
  const rootTs = new Set(roots.map(({ ts }) => ts));
  const sent = new Set(updates.map(({ sent_ts }) => sent_ts));
  const replies = here.filter(
    ({ ts, threadTs, isRoot }) =>
      (threadTs !== undefined && rootTs.has(threadTs)) ||
      (isRoot && !rootTs.has(ts) && sent.has(ts)),
  );
  return { thread, updates, roots, replies };
}
