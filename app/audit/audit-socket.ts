// SQLite's file belongs to the bot alone, so whoever exports the audit asks the bot: over a Unix
// socket beside the file, which only the bot's own user can open.

import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AuditRow } from '../usecase/ports/store/audit.ts';
import { rowsRequest, type RowsRequest } from './rows-request.ts';

type SocketLog = {
  warn(message: string, fields?: Record<string, unknown>): void;
};

type SocketOptions = {
  readonly path: string;
  readonly read: (request: RowsRequest) => Promise<readonly AuditRow[]>;
  readonly log: SocketLog;
};

/** The shortest limit of the systems that Node runs on (macOS, 104 with the NUL; Linux has 108). */
const longestPath = 103;

/**
 * Listens until it is stopped. The bot works without it too, so that it can't listen is only logged.
 * To be called by the owner of the database file: a socket that is there already is a dead
 * process's, and is replaced.
 */
export async function openAuditSocket(options: SocketOptions): Promise<{ stop(): Promise<void> }> {
  const { path, log } = options;
  const nothing = { stop: () => Promise.resolve() };
  if (Buffer.byteLength(path) > longestPath) {
    log.warn(
      'the path of the database is too long for a socket beside it: stop the bot to export the audit',
      { path, longest: longestPath },
    );
    return nothing;
  }
  try {
    const server = serverFor(options);
    removeStale(path);
    await listen(server, path);
    // It may fail later, too, and must not end the process.
    server.on('error', (error) =>
      log.warn('the socket for exports of the audit failed', { error }),
    );
    return { stop: () => close(server) };
  } catch (error) {
    log.warn('the audit can’t be exported while the bot runs: its socket can’t be opened', {
      path,
      error,
    });
    return nothing;
  }
}

/** Anything but a socket is somebody's file, and stays. */
function removeStale(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) unlinkSync(path);
}

/** The file is made by the call itself, so for nobody else from its first moment. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const before = process.umask(0o177);
    try {
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    } finally {
      process.umask(before);
    }
    if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) chmodSync(path, 0o600);
  });
}

/** Also deletes the file. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function serverFor({ read, log }: SocketOptions): Server {
  return createServer((request, response) => {
    const asked = readRequest(request.url ?? '');
    if (asked === undefined) {
      response.writeHead(400).end();
      return;
    }
    answer(response, () => read(asked)).catch((error: unknown) => {
      log.warn('rows of the audit could not be read for an export', { error });
      response.writeHead(503).end();
    });
  });
}

async function answer(
  response: ServerResponse,
  read: () => Promise<readonly AuditRow[]>,
): Promise<void> {
  const rows = await read();
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ rows }));
}

function readRequest(url: string): RowsRequest | undefined {
  const asked = URL.parse(url, 'http://bot')?.searchParams.get('asked');
  try {
    return rowsRequest.parse(JSON.parse(asked ?? ''));
  } catch {
    return undefined;
  }
}
