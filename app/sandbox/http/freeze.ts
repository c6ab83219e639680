// Stops the very process that has sent a request, as a machine that hangs would, while its call is under way.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A frozen process; `thaw` lets it go on. */
export type Frozen = { thaw(): void };

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
