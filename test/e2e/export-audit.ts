// `npm run audit -- export` as a process of its own.

import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const row = z.object({ actor: z.string(), verb: z.string(), subject: z.string(), key: z.string() });

/** Runs it to its end on a database. */
export function exportFrom(
  url: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly errors: string }> {
  const env = { ...process.env, DATABASE_URL: url };
  const all = ['app/export-audit.ts', 'export', ...args];
  return new Promise((done) => {
    const options = { cwd: root, env, maxBuffer: 64 * 2 ** 20 };
    const child = execFile(process.execPath, all, options, (_, out, errors) =>
      done({ code: child.exitCode ?? -1, out, errors }),
    );
  });
}

/** The rows of JSON lines. */
export const rowsIn = (out: string): readonly z.output<typeof row>[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
