import { request } from 'node:http';
import { rowsAnswer, type ReadRows, type RowsRequest } from './rows-request.ts';

/** A page takes milliseconds; a bot that stands still answers nothing. */
const patienceMs = 30_000;

/** The bot of this database isn't running, or has no socket. */
export class NobodyThere extends Error {}

/**
 * Reads rows from the running bot, page by page. @throws NobodyThere if none listens; an Error with
 * a sentence if it doesn't answer as it should.
 */
export function rowsFromBot(socket: string): ReadRows {
  return async (asked) => {
    const { status, text } = await get(socket, asked);
    if (status === 503) {
      throw new Error('The bot can’t read its audit at present: see its log, and try again.');
    }
    try {
      return rowsAnswer.parse(JSON.parse(text)).rows;
    } catch {
      throw new Error('The running bot is of another version: run the export of that version.');
    }
  };
}

type Got = { readonly status: number; readonly text: string };

/** One request. An agent would keep the connection, and the process with it. */
function get(socketPath: string, asked: RowsRequest): Promise<Got> {
  const path = `/?asked=${encodeURIComponent(JSON.stringify(asked))}`;
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, agent: false, timeout: patienceMs }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', () => reject(cut()));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    call.on('timeout', () => call.destroy(cut()));
    call.on('error', (error) => reject(isNobody(error) ? new NobodyThere() : error));
    call.end();
  });
}

const cut = (): Error => new Error('The bot stopped answering: try again.');

/** No socket, or one that a killed bot left; or a path that is too long for one. */
function isNobody(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return (
    code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'EINVAL' || code === 'ENAMETOOLONG'
  );
}
