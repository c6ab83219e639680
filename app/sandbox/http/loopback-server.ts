import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type LoopbackOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly handle: Handler;
  /** Takes WebSocket upgrades; without it, an Upgrade header is ignored. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly log: ((line: string) => void) | undefined;
};

type LoopbackServer = {
  readonly port: number;
  readonly url: string;
  /** Cuts all connections and closes the port. */
  close(): Promise<void>;
};

/** Starts an HTTP server on 127.0.0.1. If a request's handler fails, its connection is closed. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const { handle, upgrade, log } = options;
  // A long timeout keeps an idle connection from closing just as a client reuses it: only faults may break calls.
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log?.(`The sandbox itself failed: ${String(error)}`);
      response.destroy();
    });
  });
  if (upgrade !== undefined) server.on('upgrade', upgrade);
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
