// Plays one run of the campaign, in a process of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameOfPlan, type NamedPlan } from './mutant.ts';
import type { Colour } from './report.ts';

/** A run gives itself less. */
const patienceMs = 300_000;

/** How a plan fares in the copy at `root`: red when its run was played to its end, and judged not to be well. */
export async function runPlan(root: string, plan: NamedPlan): Promise<Colour> {
  // It keeps its evidence, which nobody reads here.
  const directory = mkdtempSync(join(tmpdir(), 'vertex-job-bot-plan-'));
  try {
    return colourOfRun(plan, await play(root, plan, directory));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type Played = { readonly code: number | null; readonly said: string; readonly late: boolean };

async function play(root: string, plan: NamedPlan, directory: string): Promise<Played> {
  const { seed, run, database } = plan;
  // Alone: what others add to the plans must not change what it shows.
  const args = ['--seed', String(seed), '--run', String(run), '--database', database, '--alone'];
  const child = spawn(process.execPath, [join(root, 'test/chaos/main.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TMPDIR: directory },
    timeout: patienceMs,
    // It takes its bots along.
    killSignal: 'SIGTERM',
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  return { code: child.exitCode, said, late: child.killed };
}

/** What the end of `npm run chaos` means: 1 is also said of a run that could not be performed. */
export function colourOfRun(plan: NamedPlan, { code, said, late }: Played): Colour {
  const name = nameOfPlan(plan);
  if (late) return { is: 'unrun', why: `${name} did not end` };
  if (code === 0) return { is: 'green' };
  const why = said.split('\n').find((line) => line.includes('could not be performed'));
  if (code === 1 && why === undefined && said.includes(' failed')) return { is: 'red' };
  return {
    is: 'unrun',
    why: why ?? `${name} could not be performed: it ended with ${String(code)}`,
  };
}
