// `npm run mutants`: breaks every line that keeps a promise, one at a time, and runs the test that has to notice.

import { resolve } from 'node:path';
import { runCli } from './cli.ts';
import { mutants } from './list.ts';

const root = resolve(import.meta.dirname, '../..');

// Exiting removes the copies; by default a signal would leave them behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = await runCli(root, mutants, process.argv.slice(2), (line) =>
  process.stdout.write(`${line}\n`),
);
