// `npm run mutants`: every line that keeps a promise is broken once, and the test that is named for it has to notice.

import { resolve } from 'node:path';
import { runCli } from './cli.ts';
import { mutants } from './list.ts';

const root = resolve(import.meta.dirname, '../..');

// Ends at once; the copies go with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = await runCli(root, mutants, process.argv.slice(2), (line) =>
  process.stdout.write(`${line}\n`),
);
