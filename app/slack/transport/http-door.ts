// Slack's requests over HTTP. Anybody can send here; only what Slack has signed gets further.

import type { App, Receiver } from '@slack/bolt';
import type { ServerResponse } from 'node:http';
import { isSslCheck, readEnvelope } from './envelope.ts';
import type { SlackLog } from '../client/log.ts';
import { createBodyReader } from './read-body.ts';
import type { Handler, Route } from '../../http/server.ts';
import { isSigned } from './signature.ts';
import { sparing } from './sparing.ts';

type HttpDoorDeps = {
  readonly signingSecret: string;
  readonly log: SlackLog;
  /** Unix ms. */
  readonly clock: () => number;
};

/** Slack's largest payloads, windows with their state, are far smaller. */
const mostBytes = 1 << 20;
/** For all bodies in transfer together. */
const mostTogether = 64 << 20;

/** Bolt's receiver, and the handler for a POST to the events path. */
export function createHttpDoor({ signingSecret, log, clock }: HttpDoorDeps): {
  readonly receiver: Receiver;
  readonly handler: Handler;
} {
  let app: App | undefined;
  const read = createBodyReader(mostBytes, mostTogether);
  const warn = sparing((message, fields) => log.warn(message, fields));
  const refuse = (response: ServerResponse, status: number, why: string): void => {
    warn(why);
    response.writeHead(status).end();
  };
  const handler: Handler = async (request, response) => {
    const body = await read(request);
    if (body.kind === 'broken-off') return;
    if (body.kind !== 'whole') {
      response.setHeader('connection', 'close');
      refuse(response, body.kind === 'too-big' ? 413 : 503, 'a request took too much room');
      return;
    }
    const type = request.headers['content-type'];
    const text = body.bytes.toString();
    if (!isSigned(signingSecret, request.headers, body.bytes, clock())) {
      if (isSslCheck(type, text)) response.end();
      else refuse(response, 401, 'a request that Slack did not sign');
      return;
    }
    const envelope = readEnvelope(type, text);
    if (envelope === undefined) refuse(response, 400, 'a signed request that I can’t read');
    else if (envelope.kind === 'payload') await handOn(app, envelope.body, response);
    else if (envelope.kind === 'challenge') answer(response, { challenge: envelope.challenge });
    else response.end();
  };
  return { handler, receiver: receiverOf((made) => (app = made)) };
}

function receiverOf(init: (app: App) => void): Receiver {
  const nothing = () => Promise.resolve();
  return { init, start: nothing, stop: nothing };
}

/** Requests left unacked are refused, so that Slack sends them again. */
async function handOn(
  app: App | undefined,
  body: Readonly<Record<string, unknown>>,
  response: ServerResponse,
): Promise<void> {
  const ack = (given: unknown): Promise<void> => {
    if (response.destroyed) return Promise.reject(new Error('Slack waits no longer.'));
    answer(response, given);
    return Promise.resolve();
  };
  await app?.processEvent({ body, ack });
  if (!response.headersSent) response.writeHead(503).end();
}

function answer(response: ServerResponse, given: unknown): void {
  if (given === undefined || given === '') response.end();
  else if (typeof given === 'string') response.end(given);
  else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(given));
  }
}

/** Where Slack sends commands, interactions and events; the manifest says the same. */
export const eventsPath = '/slack/events';

/**
 * Slack's requests wait until the bot knows its own identity; otherwise it would take its own
 * joining for somebody else's.
 */
export function onceKnown(known: () => boolean, handler: Handler): Route {
  return {
    path: eventsPath,
    method: 'POST',
    async handler(request, response) {
      if (known()) await handler(request, response);
      else response.writeHead(503, { 'retry-after': '1' }).end();
    },
  };
}
