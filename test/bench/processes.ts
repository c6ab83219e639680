// A process, and what it has cost so far by Linux's /proc.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A process that has said that it is ready. */
export type Ready = {
  /** From the spawn to the line that says so. */
  readonly wallMs: number;
  /** Processor time of all its threads until then. */
  readonly cpuMs: number;
  /** Its memory now (MB): pages in use, shared ones such as Node's own code included. */
  residentMb(): Promise<number>;
  /** Sends SIGTERM and waits for the exit, at which Node stores what it has compiled. */
  stop(): Promise<void>;
};

/** Linux counts processor time in hundredths of a second (USER_HZ, proc(5)). */
const tickMs = 10;

/**
 * Starts a line of shell that ends in `exec node …`, and waits for a line of its output with the message "ready". @throws if it ends
 * before that
 */
export async function startProcess(
  command: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ready> {
  const since = performance.now();
  const child = spawn('sh', ['-c', command], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = once(child, 'exit');
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"message":"ready"')) resolve();
    });
  });
  const early = ended.then(() =>
    Promise.reject(new Error(`It ended before it was ready: ${command}\n${errors}`)),
  );
  // Nobody waits for it later.
  early.catch(() => undefined);
  await Promise.race([ready, early]);
  const wallMs = performance.now() - since;
  const about = (name: string) => readFile(`/proc/${child.pid ?? 0}/${name}`, 'utf8');
  return {
    wallMs,
    cpuMs: cpuMsOf(await about('stat')),
    residentMb: async () => residentMbOf(await about('status')),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** utime and stime are the 14th and 15th field. The second one, in brackets, may have spaces. */
function cpuMsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

function residentMbOf(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
}
