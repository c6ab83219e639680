import type { SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import type { SlackLog } from '../client/log.ts';

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
const message = z.union([
  z.looseObject({ type: z.enum(['hello', 'disconnect']) }),
  // The library emits an envelope under a name that Slack chooses, which may be `close` or `error`,
  // and reads into events first. Under this name, it only passes the payload on.
  z.looseObject({ envelope_id: z.string() }).transform((one) => ({ ...one, type: 'envelope' })),
]);

/**
 * Lets through only messages that the library can handle. It rejects others where nobody can catch
 * it.
 */
export function guardSocket({ client }: SocketModeReceiver, log: SlackLog): void {
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const read = isBinary === true ? undefined : message.safeParse(parseJson(data)).data;
    if (read === undefined) {
      log.warn('Socket Mode brought something I can’t read');
      return;
    }
    for (const listener of listeners) listener(JSON.stringify(read), false);
  });
}

function parseJson(data: unknown): unknown {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
