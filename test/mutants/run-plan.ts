// Runs one run of the campaign in its own process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameOfPlan, type NamedPlan } from './mutant.ts';
import type { Colour } from './report.ts';

/** Longer than a run's own limit. */
const patienceMs = 300_000;

/** The colour of a plan in the copy at `root`: red when its run was performed to the end and its checks failed. */
export async function runPlan(root: string, plan: NamedPlan): Promise<Colour> {
  // The run keeps its evidence here, which nobody reads.
  const directory = mkdtempSync(join(tmpdir(), 'vertex-job-bot-plan-'));
  try {
    return colourOfRun(plan, await runCampaign(root, plan, directory));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type Ended = { readonly code: number | null; readonly output: string; readonly late: boolean };

async function runCampaign(root: string, plan: NamedPlan, directory: string): Promise<Ended> {
  const { seed, run, database } = plan;
  // Alone: acts that are added to the plans later must not change the run.
  const args = ['--seed', String(seed), '--run', String(run), '--database', database, '--alone'];
  const child = spawn(process.execPath, [join(root, 'test/chaos/main.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TMPDIR: directory },
    timeout: patienceMs,
    // The campaign stops its bots on SIGTERM; SIGKILL would leave them running.
    killSignal: 'SIGTERM',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return { code: child.exitCode, output, late: child.killed };
}

/** What the end of `npm run chaos` means. It also exits with 1 when a run could not be performed. */
export function colourOfRun(plan: NamedPlan, { code, output, late }: Ended): Colour {
  const name = nameOfPlan(plan);
  if (late) return { is: 'unrun', why: `${name} did not end` };
  if (code === 0) return { is: 'green' };
  const why = output.split('\n').find((line) => line.includes('could not be performed'));
  if (code === 1 && why === undefined && output.includes(' failed')) return { is: 'red' };
  return {
    is: 'unrun',
    why: why ?? `${name} could not be performed: it ended with ${String(code)}`,
  };
}
