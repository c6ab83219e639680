// Slack's own libraries as clients of the sandbox.

import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { atEnd, connections, until, type Client } from './harness.ts';

/** Bolt in Socket Mode, connected. */
export async function startSocketApp(client: Client, listen: (app: App) => void): Promise<App> {
  const { server } = client;
  const clientOptions = { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } };
  const receiver = new SocketModeReceiver({
    appToken: server.appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({
    token: server.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { ...clientOptions },
  });
  listen(app);
  await app.start();
  atEnd(async () => {
    await app.stop();
    await until(async () => (await connections(client)) === 0);
  });
  return app;
}

/** Bolt behind signed HTTP. The server knows its address. */
export async function startHttpApp(client: Client, listen: (app: App) => void): Promise<App> {
  const { server } = client;
  const receiver = new HTTPReceiver({
    signingSecret: server.signingSecret,
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    token: server.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  const listening = await app.start({ port: 0, host: '127.0.0.1' });
  atEnd(() => app.stop());
  const { port } = z
    .object({ port: z.number() })
    .parse('address' in listening ? listening.address() : undefined);
  await client.control('POST', 'request-url', { url: `http://127.0.0.1:${port}/slack/events` });
  return app;
}

/** Slack's Web API client, which neither retries nor waits for a rate limit. */
export function webClient({ server }: Client): WebClient {
  return new WebClient(server.botToken, {
    slackApiUrl: server.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}
