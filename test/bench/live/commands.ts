// Slash commands as Slack sends them over signed HTTP, at an even pace, and how long each takes until it is acked.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { sign } from '../../../app/sandbox/slack/transport/http-transport.ts';

export type Acks = {
  /** ms until each ack. */
  readonly took: readonly number[];
  /** How many were not acked with a 200. */
  readonly failed: number;
};

export type Rush = {
  readonly port: number;
  readonly signingSecret: string;
  readonly perSecond: number;
  readonly forMs: number;
  readonly channels: readonly string[];
  /** What is typed: the nth. */
  readonly textOf: (nth: number) => string;
  /** Where answers after the ack go. */
  readonly responseUrl: string;
};

/** Types commands at an even pace, whether the ones before are acked or not. */
export async function rush(its: Rush): Promise<Acks> {
  const took: number[] = [];
  let failed = 0;
  const everyMs = 1_000 / its.perSecond;
  const sending: Promise<void>[] = [];
  const begin = performance.now();
  const count = Math.round(its.forMs / everyMs);
  for (let nth = 0; nth < count; nth++) {
    await sleep(Math.max(0, begin + nth * everyMs - performance.now()));
    const since = performance.now();
    sending.push(
      type(its, nth).then(
        (ok) => {
          if (ok) took.push(performance.now() - since);
          else failed += 1;
        },
        () => {
          failed += 1;
        },
      ),
    );
  }
  await Promise.all(sending);
  return { took, failed };
}

async function type(its: Rush, nth: number): Promise<boolean> {
  const fields = {
    team_id: 'T0SANDBOX',
    channel_id: its.channels[nth % its.channels.length] ?? '',
    channel_name: 'jobs',
    user_id: 'U0ANA',
    user_name: 'ana',
    command: '/job',
    text: its.textOf(nth),
    api_app_id: 'A0VERTEXJOBS',
    response_url: `${its.responseUrl}/${nth}`,
    trigger_id: randomUUID(),
  };
  const form = 'application/x-www-form-urlencoded';
  const body = new URLSearchParams(fields).toString();
  const request = sign(its.signingSecret, body, form, Date.now());
  const url = `http://127.0.0.1:${its.port}/slack/events`;
  const response = await fetch(url, { method: 'POST', ...request });
  await response.text();
  return response.status === 200;
}

/** Takes answers to commands, which Slack's own server would refuse: it has not sent them. */
export async function startAnswers(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/commands`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
