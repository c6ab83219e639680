// Stops the very process that has sent a request, as a machine that hangs would, while its call is under way.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A frozen process; `thaw` lets it go on. */
export type Frozen = { thaw(): void };

/** How a caller is frozen. */
export type Freeze = {
  /** Whichever of them has called. */
  readonly pids: readonly number[];
  /** So long it runs on, and may take in what it was answered before. */
  readonly inMs: number;
  readonly ms: number;
  /** Whether what it asked for is done before it stands still, or when it goes on: as if it had been about to ask. */
  readonly record: 'before' | 'after';
};

/** The call it makes meanwhile. */
type FrozenCall<Reply> = {
  /** Does what was asked for and returns the good answer. */
  readonly record: () => Reply;
  readonly freeze: (pids: readonly number[]) => Frozen;
  /** Whether the other end of the connection is closed. */
  readonly isGone: () => boolean;
  /** Ends all waiting when the server stops. */
  readonly signal: AbortSignal;
};

/** Freezes a caller for a while. Undefined: it died meanwhile, so that what it was about to ask for was never asked. */
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
 * SIGSTOP for whichever of `pids` holds the other end of a connection; nobody is stopped where that can't be told. Of several, Linux alone
 * says who it is.
 */
export function freezeCaller(pids: readonly number[], callerPort: number | undefined): Frozen {
  if (pids.includes(process.pid)) {
    throw new Error('A freeze rule must not name the sandbox itself.');
  }
  const pid = pids.length === 1 ? pids[0] : pids.find((one) => holds(one, callerPort));
  if (pid === undefined || !signal(pid, 'SIGSTOP')) return { thaw: () => undefined };
  return { thaw: () => void signal(pid, 'SIGCONT') };
}

/** False: there is no such process any more. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Whether a process has a connection from that port of this machine. */
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

/** proc(5): local address, port in hexadecimal, in the second column; the socket's inode in the tenth. */
function inodesFrom(table: string, port: number): readonly string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(`/proc/net/${table}`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap((columns) => (columns[1]?.endsWith(wanted) === true ? [columns[9] ?? ''] : []));
}

/** A file may be closed while it is looked at. */
function linkAt(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
