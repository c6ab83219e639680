// `npm run audit -- export` writes the audit as JSON lines or CSV, oldest first: from PostgreSQL, from
// the running bot, or else from SQLite's file.

import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { NobodyThere, rowsFromBot } from './audit/ask-bot.ts';
import { readExportOptions, usage, type ExportOptions } from './audit/export-options.ts';
import { writers } from './audit/format-rows.ts';
import { outProblem, sayOutError } from './audit/out-file.ts';
import { pageRows, socketOf, type ReadRows } from './audit/rows-request.ts';
import { clock, monotonic } from './clock.ts';
import { readDatabaseUrl, type DatabaseAddress } from './environment.ts';
import { FileInUse, openServerReader, rowsFromFile } from './store/audit-reader.ts';

/** How it ended. */
const exits = { fine: 0, failed: 1, usage: 2 } as const;
/** How often a long export says how far it is. */
const progressMs = 2_000;

type Source = { readonly read: ReadRows; close(): Promise<void> };

function openSource(database: DatabaseAddress): Source {
  if (database.kind === 'postgres') {
    const { rows, close } = openServerReader(database.url);
    return { read: (asked) => rows({ ...asked, limit: pageRows }), close };
  }
  const { path } = database;
  const bot = rowsFromBot(socketOf(path));
  // Asked anew for each page: the bot may start or stop meanwhile.
  const read: ReadRows = async (asked) => {
    try {
      return await bot(asked);
    } catch (error) {
      if (!(error instanceof NobodyThere)) throw error;
    }
    try {
      return await rowsFromFile(path, { ...asked, limit: pageRows });
    } catch (error) {
      if (!(error instanceof FileInUse)) throw error;
      throw new Error(
        `The bot is using ${path} and can’t be asked at ${socketOf(path)}: try again once it is ready, or stop it first; its log says if the socket can’t be opened.`,
      );
    }
  };
  return { read, close: () => Promise.resolve() };
}

/** Writes all rows, page by page, no faster than they are taken. Returns how many. */
async function write(to: Writable, source: Source, options: ExportOptions): Promise<number> {
  const { since, format } = options;
  // What is recorded meanwhile would make it endless.
  const until = options.until ?? clock() + 1;
  const { head, row } = writers[format];
  await put(to, head);
  let count = 0;
  let saidAt = monotonic();
  let after: { readonly at: number; readonly key: string } | undefined;
  for (;;) {
    const rows = await source.read({ since, until, after });
    const last = rows.at(-1);
    if (last === undefined) return count;
    await put(to, rows.map(row).join(''));
    count += rows.length;
    after = { at: last.at, key: last.key };
    if (monotonic() - saidAt < progressMs) continue;
    saidAt = monotonic();
    process.stderr.write(`${count} rows, up to ${new Date(last.at).toISOString()}\n`);
  }
}

async function put(to: Writable, text: string): Promise<void> {
  if (to.errored) throw to.errored;
  if (!to.write(text)) await once(to, 'drain');
}

/** A file has its name only once it is whole. Only its owner may read it. */
async function intoFile(path: string, source: Source, options: ExportOptions): Promise<void> {
  const part = `${path}.part`;
  rmSync(part, { force: true });
  const file = createWriteStream(part, { mode: 0o600, flags: 'wx' });
  try {
    await once(file, 'open');
    const count = await write(file, source, options);
    file.end();
    await once(file, 'close');
    renameSync(part, path);
    process.stderr.write(`${count} rows in ${path}\n`);
  } catch (error) {
    file.destroy();
    rmSync(part, { force: true });
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

function sayError(error: unknown, out: string | undefined): string {
  const ofFile = out === undefined ? undefined : sayOutError(out, error);
  return ofFile ?? (error instanceof Error ? error.message : String(error));
}

async function run(options: ExportOptions): Promise<number> {
  const database = readDatabaseUrl(process.env);
  if (database === undefined) {
    process.stderr.write(
      'DATABASE_URL must be file:path for SQLite or postgres://… for PostgreSQL.\n',
    );
    return exits.usage;
  }
  const { out } = options;
  const problem = out === undefined ? undefined : outProblem(out);
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    return exits.failed;
  }
  const source = openSource(database);
  try {
    if (out !== undefined) await intoFile(out, source, options);
    else await write(process.stdout, source, options);
    return exits.fine;
  } catch (error) {
    // Whoever reads has read enough, as `head` does.
    if (isGone(error)) return exits.fine;
    process.stderr.write(`${sayError(error, out)}\n`);
    return exits.failed;
  } finally {
    await source.close();
  }
}

const read = readExportOptions(process.argv.slice(2), clock());
process.stdout.on('error', (error) => {
  if (!isGone(error)) throw error;
});
if (read.ok) process.exitCode = await run(read.options);
else if (read.problem === undefined) process.stdout.write(`${usage}\n`);
else {
  process.stderr.write(`${read.problem}\n${usage}\n`);
  process.exitCode = exits.usage;
}
