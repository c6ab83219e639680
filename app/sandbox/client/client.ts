// A client of the sandbox: what people can do and see there, through the control routes of its two servers.

import { z } from 'zod';
import { createActs, type Acts } from './acts.ts';
import { controlAt, type Control } from './control.ts';
import {
  feedEventSchema,
  slackRecordsSchema,
  vertexRecordsSchema,
  type FeedEvent,
  type SlackRecords,
  type VertexRecords,
} from './records.ts';

export type WaitQuery = {
  /** A regular expression on the text. */
  readonly match?: string;
  readonly kind?: FeedEvent['kind'];
  readonly channel?: string;
  readonly thread?: string;
  readonly user?: string;
  /** Only what happened after this `seq`. */
  readonly since?: number;
  readonly timeoutMs?: number;
};

export interface SandboxClient extends Acts {
  /** The first matching event, past or future. Undefined on timeout. */
  wait(query: WaitQuery): Promise<FeedEvent | undefined>;
  /** The `seq` of the last event. */
  last(): Promise<number>;
  /** A channel and its threads as text, as this person sees them. */
  show(channel: string, viewer: string): Promise<string>;
  slackRecords(): Promise<SlackRecords>;
  vertexRecords(): Promise<VertexRecords>;
  /** Any control route of the Slack server. */
  readonly slack: Control;
  /** Any control route of the Vertex server. */
  readonly vertex: Control;
}

/** A client of the servers at these addresses. */
export function createSandboxClient(slackUrl: string, vertexUrl: string): SandboxClient {
  const slack = controlAt(slackUrl);
  const vertex = controlAt(vertexUrl);
  return {
    ...createActs(slack),
    slack,
    vertex,
    slackRecords: async () => slackRecordsSchema.parse(await slack('GET', 'records')),
    vertexRecords: async () => vertexRecordsSchema.parse(await vertex('GET', 'records')),
    async wait(query) {
      const params = Object.entries(query).map(([name, value]) => [name, String(value)]);
      const answer = await slack('GET', `wait?${new URLSearchParams(params).toString()}`);
      return z.object({ event: feedEventSchema.optional() }).parse(answer).event;
    },
    async last() {
      const answer = await slack('GET', `feed?since=${Number.MAX_SAFE_INTEGER}`);
      return z.looseObject({ last: z.number() }).parse(answer).last;
    },
    async show(channel, viewer) {
      const id = encodeURIComponent(channel);
      return z.string().parse(await slack('GET', `channel/${id}.txt?viewer=${viewer}`));
    },
  };
}
