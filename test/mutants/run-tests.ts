// Runs named tests with vitest in its own process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NamedTest } from './mutant.ts';
import { patternOf, reportSchema, type Report } from './report.ts';

/** A broken line may make a test hang. vitest's own limit is shorter. */
const patienceMs = 120_000;

/** The report of these tests in the copy at `root`. Undefined when vitest wrote none, or not in time. */
export async function runTests(
  root: string,
  tests: readonly NamedTest[],
  workers = 1,
): Promise<Report | undefined> {
  const directory = mkdtempSync(join(tmpdir(), 'vertex-job-bot-report-'));
  const report = join(directory, 'report.json');
  const files = [...new Set(tests.map(({ file }) => file))];
  try {
    await vitest(root, [
      ...files,
      ...['--testNamePattern', patternOf(tests)],
      ...['--reporter', 'json', '--outputFile', report],
      ...['--maxWorkers', String(workers)],
    ]);
    return readReport(report);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function vitest(root: string, args: readonly string[]): Promise<void> {
  const script = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [script, 'run', ...args], {
    cwd: root,
    stdio: 'ignore',
    // vitest may run inside vitest here. With its variables the inner one would take itself for a worker.
    env: withoutVitest(process.env),
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  });
  await once(child, 'exit');
}

function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST')));
}

function readReport(path: string): Report | undefined {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
