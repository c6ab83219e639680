// What people do and see in the sandbox's workspace, and faults and jobs at its servers.

import { readFile } from 'node:fs/promises';
import type { SandboxClient, WaitQuery } from '../../app/sandbox/client/client.ts';
import type { Press } from '../../app/sandbox/client/find-button.ts';
import type { ActResult, FeedEvent, Message, VertexJob } from '../../app/sandbox/client/records.ts';
import type { Fault } from './faults.ts';
import { ana, channels, mlJobs } from './workspace.ts';

export type Who = { readonly user?: string; readonly channel?: string };

type Move = {
  readonly displayName?: string;
  /** Why it failed. */
  readonly error?: { readonly code: number; readonly message: string };
};

type Launching = ActResult & {
  /** Waits for the answer. */
  readonly handle: () => Promise<string>;
};

/** What people do, by default as @ana in #ml-jobs. Rejects if Slack shows an error. */
type SlackActs = {
  type(text: string, who?: Who): Promise<ActResult>;
  /** Launches, and returns the handle from the answer. */
  launch(text: string, who?: Who): Promise<string>;
  /** Launches, and waits for the ack only: the answer may come from the next process. */
  launching(text: string, who?: Who): Promise<Launching>;
  /** Presses the newest button with that label. */
  press(label: string, how?: Partial<Press>): Promise<ActResult>;
  /** Adds faults for the next matching calls. */
  slackFault(...faults: readonly Fault[]): Promise<void>;
  /** The first matching event, past or future. Rejects if none comes. */
  see(query: WaitQuery): Promise<FeedEvent>;
  /** The bot's messages in all channels, oldest first, without deleted ones and direct messages. */
  messages(): Promise<readonly Message[]>;
  roots(): Promise<readonly Message[]>;
};

type VertexActs = {
  /** Adds faults for the next matching calls. */
  vertexFault(...faults: readonly Fault[]): Promise<void>;
  /** Jobs created through the API, oldest first. Only those with this display name, if one is given. */
  jobs(displayName?: string): Promise<readonly VertexJob[]>;
  /** The jobs among them that this person launched. */
  jobsBy(user: string): Promise<readonly VertexJob[]>;
  /** Moves the only job, or the one with this display name, to a state. */
  move(state: string, how?: Move): Promise<void>;
};

export type Acts = SlackActs & VertexActs;

/** Acts at servers whose bots log to this file. */
export function createActs(client: SandboxClient, logFile: string): Acts {
  return { ...slackActs(client, logFile), ...vertexActs(client) };
}

function slackActs(client: SandboxClient, logFile: string): SlackActs {
  const see: SlackActs['see'] = async (query) => {
    const found = await client.wait({ timeoutMs: 40_000, ...query });
    if (found !== undefined) return found;
    throw new Error(`Not seen: ${JSON.stringify(query)}. ${await whatIsThere(client, logFile)}`);
  };
  const type: SlackActs['type'] = async (text, { user = ana, channel = mlJobs } = {}) =>
    withoutNotice(await client.type(user, channel, text));
  const launching: SlackActs['launching'] = async (text, who = {}) => {
    const since = await client.last();
    const seen = await type(`/job launch ${text}`, who);
    const { user = ana } = who;
    const match = `^Launching .*${/greeting=(\S+)/.exec(text)?.[1] ?? ''}`;
    const answer = { kind: 'ephemeral', user, match, since } as const;
    return { ...seen, handle: async () => handleIn((await see(answer)).text) };
  };
  const messages: SlackActs['messages'] = async () =>
    (await client.slackRecords()).channels
      .filter(({ id }) => !id.startsWith('D'))
      .flatMap((one) => one.messages)
      .filter((one) => !one.deleted && one.user === 'U0VERTEXJOBS');
  return {
    see,
    type,
    launching,
    launch: async (text, who) => (await launching(text, who)).handle(),
    press: async (label, how = {}) =>
      withoutNotice(await client.press({ user: ana, channel: mlJobs, label, ...how })),
    async slackFault(...faults) {
      await client.slack('POST', 'faults', faults);
    },
    messages,
    roots: async () => (await messages()).filter((one) => one.is_root),
  };
}

function withoutNotice(seen: ActResult): ActResult {
  if (seen.notice !== undefined) throw new Error(`Slack says: ${seen.notice}`);
  return seen;
}

/** For the message of a failed test: every channel, deleted messages, and the bots' warnings. */
async function whatIsThere(client: SandboxClient, logFile: string): Promise<string> {
  const shown = await Promise.all(channels.map((channel) => client.show(channel, ana)));
  const deleted = (await client.slackRecords()).channels
    .flatMap((one) => one.messages)
    .filter((one) => one.deleted)
    .map(({ ts, rendered }) => `${ts} ${rendered.slice(0, 120)}`);
  const logged = (await readFile(logFile, 'utf8'))
    .split('\n')
    .filter((line) => !line.includes('"severity":"INFO"'))
    .map((line) => line.slice(0, 300));
  return ['There is:', ...shown, 'Deleted:', ...deleted, 'Logged:', ...logged.slice(-60)].join(
    '\n',
  );
}

/** The handle in the answer to a launch. */
export function handleIn(said: string): string {
  const handle = /^Launching .* as ([a-z][a-z0-9]+)(?:, .*)?\. I’ll post it/s.exec(
    said.replaceAll('`', ''),
  )?.[1];
  if (handle === undefined) throw new Error(said);
  return handle;
}

function vertexActs(client: SandboxClient): VertexActs {
  const jobs: VertexActs['jobs'] = async (displayName) =>
    (await client.vertexRecords()).jobs
      .filter((job) => job.origin === 'api')
      .filter((job) => displayName === undefined || job.displayName === displayName)
      .reverse();
  return {
    jobs,
    async jobsBy(user) {
      return (await jobs()).filter(({ labels }) => labels['launched-by'] === user.toLowerCase());
    },
    async vertexFault(...faults) {
      await client.vertex('POST', 'faults', faults);
    },
    async move(state, { displayName, error } = {}) {
      const [job, ...others] = await jobs(displayName);
      if (job === undefined || others.length > 0) throw new Error('Not one job, so which?');
      await client.vertex('POST', `jobs/${job.id}/state`, { state, error });
    },
  };
}
