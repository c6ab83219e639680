// Both servers, and the environment variables that connect a bot to them, as in a deployment.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startSlackServer, type SlackServer } from './slack/server.ts';
import { startVertexServer, type VertexServer } from './vertex/server.ts';

export type Servers = {
  readonly slack: SlackServer;
  readonly vertex: VertexServer;
  /** A temporary directory, removed by `stop`. */
  readonly directory: string;
  /** The environment variables that connect a bot to the servers. The bot's database is not among them. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

type ServersOptions = {
  readonly mode: 'socket' | 'http';
  /** Jobs run this many times faster than their scenarios say. */
  readonly speed?: number | undefined;
};

const root = join(import.meta.dirname, '../..');
const project = 'sandbox-project';
const locations = ['us-central1', 'europe-west4'];

/** Starts a Slack workspace and a Vertex AI on free loopback ports. */
export async function startServers({ mode, speed = 1 }: ServersOptions): Promise<Servers> {
  const directory = await mkdtemp(join(tmpdir(), 'vertex-job-bot-'));
  const vertex = await startVertexServer({ locations, speed });
  // In HTTP mode, Slack has to know the bot's port before the bot starts.
  const botPort = mode === 'http' ? await freePort() : undefined;
  const slack = await startSlackServer({
    manifest: await readFile(join(root, 'manifest.yml'), 'utf8'),
    mode,
    ...(botPort === undefined ? {} : { requestUrl: `http://127.0.0.1:${botPort}/slack/events` }),
  });
  return {
    slack,
    vertex,
    directory,
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      ...(botPort === undefined
        ? { SLACK_APP_TOKEN: slack.appToken }
        : { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: String(botPort) }),
      SLACK_API_URL: slack.apiUrl,
      VERTEX_TARGETS: locations.map((location) => `${project}/${location}`).join(','),
      VERTEX_ENDPOINT: vertex.url,
      LOGGING_ENDPOINT: vertex.url,
      MONITORING_ENDPOINT: vertex.url,
      BILLING_ENDPOINT: vertex.url,
      GOOGLE_APPLICATION_CREDENTIALS: await vertex.writeCredentials(directory),
      TEMPLATES_DIR: join(import.meta.dirname, 'templates'),
    },
    async stop() {
      await Promise.all([slack.stop(), vertex.stop()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
