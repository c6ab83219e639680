// Builds the evidence of a small run, with parts replaced.

import {
  rowsSchema,
  slackRecordsSchema,
  type Evidence,
  type Rows,
  type SlackRecords,
  type VertexRecords,
} from './evidence.ts';
import { vertexRecordsSchema } from './vertex-records.ts';
import {
  allMessages,
  at,
  audit,
  channel,
  command,
  job,
  launch,
  noticeThread,
  tellLaunched,
  tellRunning,
  tellSucceeded,
  thread,
  type RawMessage,
} from './samples.ts';

type Raw = {
  readonly messages?: readonly RawMessage[];
  /** The bot's direct messages to Ana. */
  readonly direct?: readonly RawMessage[];
  /** Ephemeral answers that only Ana sees, in the channel. */
  readonly answers?: readonly RawMessage[];
  readonly payloads?: readonly unknown[];
  readonly calls?: readonly unknown[];
  readonly jobs?: readonly unknown[];
  /** To Vertex. */
  readonly requests?: readonly unknown[];
  readonly rows?: Readonly<Record<string, readonly unknown[]>>;
} & Partial<Omit<Evidence, 'slack' | 'vertex' | 'rows'>>;

/** The evidence of a run without violations, with parts replaced. */
export function buildEvidence(raw: Raw = {}): Evidence {
  return {
    slack: slackOf(raw),
    vertex: vertexOf(raw.jobs ?? [job], raw.requests ?? []),
    rows: rowsOf(raw.rows ?? {}),
    badExits: raw.badExits ?? [],
    deletedRoots: raw.deletedRoots ?? [],
    departures: raw.departures ?? [],
    disruptions: raw.disruptions ?? [],
    bots: raw.bots ?? 1,
    late: raw.late,
  };
}

function slackOf({
  messages = allMessages,
  payloads = [command],
  direct = [],
  answers = [],
  calls = [],
}: Raw): SlackRecords {
  const channels = [
    { id: channel, kind: 'public', messages: messages.map(message) },
    {
      id: noticeThread.channel,
      kind: 'im',
      messages: direct.map((one) => ({ ...message(one), channel: noticeThread.channel })),
    },
  ];
  const ephemerals = answers.map((one) => ({ ...message(one), visible_to: 'U0ANA' }));
  return slackRecordsSchema.parse({ calls, payloads, channels, ephemerals });
}

function vertexOf(jobs: readonly unknown[], requests: readonly unknown[]): VertexRecords {
  return vertexRecordsSchema.parse({ requests, jobs });
}

function rowsOf(some: Readonly<Record<string, readonly unknown[]>>): Rows {
  return rowsSchema.parse({
    launches: [launch],
    cancels: [],
    jobs: [{ id: '1', launch_id: 'l1', state: 'SUCCEEDED', gone: 0, open: 0 }],
    threads: [thread],
    updates: [tellLaunched, tellRunning, tellSucceeded],
    audit: [audit],
    said: [],
    ...some,
  });
}

/** One of the bot's messages, as the Slack server records it. */
function message({ ts, thread_ts, rendered, delivery, ...rest }: RawMessage) {
  return {
    ts,
    channel,
    user: 'U0VERTEXJOBS',
    thread_ts,
    is_root: thread_ts === undefined,
    deleted: rest.deleted ?? false,
    posted_at: at(rest.second ?? Number(ts)),
    rendered,
    metadata: delivery === undefined ? null : { event_payload: { delivery_id: delivery } },
    edits: rest.edits ?? [],
  };
}
