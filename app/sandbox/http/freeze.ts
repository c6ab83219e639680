// Freezes the process that sent a request while the request is in progress, as if its machine hung.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A frozen process; `thaw` resumes it. */
export type Frozen = { thaw(): void };

/** How a caller is frozen. */
type Freeze = {
  /** The candidates. The one that made the call is frozen. */
  readonly pids: readonly number[];
  /** How long the process runs on first, still reading earlier answers. */
  readonly inMs: number;
  readonly ms: number;
  /** Whether the call takes effect before the freeze or after it. After: as if the process froze just before sending. */
  readonly record: 'before' | 'after';
};

/** The call that the process is making. */
type FrozenCall<Reply> = {
  /** Performs the call and returns the good answer. */
  readonly record: () => Reply;
  readonly freeze: (pids: readonly number[]) => Frozen;
  /** Whether the other end of the connection is closed. */
  readonly isGone: () => boolean;
  /** Ends all waiting when the server stops. */
  readonly signal: AbortSignal;
};

/** Freezes the caller for a while. Undefined if it dies while frozen: then the call it was about to send was never sent. */
export async function freezeAWhile<Reply>(
  { pids, inMs, ms, record: when }: Freeze,
  { record, freeze, isGone, signal }: FrozenCall<Reply>,
): Promise<Reply | undefined> {
  const reply = when === 'before' ? record() : undefined;
  if (inMs > 0) await sleep(inMs, undefined, { signal });
  const frozen = freeze(pids);
  try {
    await sleep(ms, undefined, { signal });
    return reply ?? (isGone() ? undefined : record());
  } finally {
    frozen.thaw();
  }
}

/**
 * Sends SIGSTOP to whichever of `pids` holds the other end of the connection. Does nothing where that can't be told: among several
 * candidates, only Linux can tell.
 */
export function freezeCaller(pids: readonly number[], callerPort: number | undefined): Frozen {
  if (pids.includes(process.pid)) {
    throw new Error('A freeze rule must not name the sandbox itself.');
  }
  const pid = pids.length === 1 ? pids[0] : pids.find((one) => holds(one, callerPort));
  if (pid === undefined || !signal(pid, 'SIGSTOP')) return { thaw: () => undefined };
  return { thaw: () => void signal(pid, 'SIGCONT') };
}

/** False if the process no longer exists. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Whether the process holds a connection from this local port. */
function holds(pid: number, port: number | undefined): boolean {
  if (port === undefined) return false;
  try {
    const inodes = ['tcp', 'tcp6'].flatMap((table) => inodesFrom(table, port));
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkAt(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode !== undefined && inodes.includes(inode);
    });
  } catch {
    return false;
  }
}

/** proc(5): the second column is the local address with the port in hexadecimal, the tenth the socket's inode. */
function inodesFrom(table: string, port: number): readonly string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(`/proc/net/${table}`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap((columns) => (columns[1]?.endsWith(wanted) === true ? [columns[9] ?? ''] : []));
}

/** The target of a link; empty if the file was closed meanwhile. */
function linkAt(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
