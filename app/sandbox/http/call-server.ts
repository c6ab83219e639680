// Serves calls over HTTP: each one is performed and answered, unless an outage or a fault comes first.

import type { ServerResponse } from 'node:http';
import type { CallInProgress, Outcome } from './apply-fault.ts';
import { freezeCaller } from './freeze.ts';
import { send, sendHalf } from './message.ts';
import type { Reply } from './reply.ts';

/** What the records keep of how a call ended; absent or null while unknown. */
type Entry = { fault?: string | null; status?: number | null };

type ServedCall<Fault> = {
  /** How the log names the call. */
  readonly name: string;
  readonly entry: Entry;
  /** Performs the call and returns the good answer. */
  readonly record: () => Reply;
  /** Whether an outage covers the call. */
  readonly isDown: boolean;
  /** The fault that strikes the call, if any; not asked during an outage. */
  readonly takeFault: () => Fault | undefined;
};

type CallServerDeps<Fault> = {
  readonly applyFault: (fault: Fault, call: CallInProgress) => Promise<Outcome>;
  /** Ends all waiting when the server stops. */
  readonly signal: AbortSignal;
  /** One line for each call, without arguments and tokens. */
  readonly log: ((line: string) => void) | undefined;
};

type ServeCall<Fault> = (call: ServedCall<Fault>, response: ServerResponse) => Promise<void>;

/** Creates the function that serves all calls of one server. They share it, since a reordered call waits until another one is answered. */
export function createCallServer<Fault extends { readonly kind: string }>({
  applyFault,
  signal,
  log,
}: CallServerDeps<Fault>): ServeCall<Fault> {
  let waiting: (() => void)[] = [];

  async function outcomeOf(call: ServedCall<Fault>, response: ServerResponse): Promise<Outcome> {
    const { entry, record, isDown, takeFault } = call;
    if (isDown) {
      entry.fault = 'outage';
      return { kind: 'close' };
    }
    const fault = takeFault();
    if (fault === undefined) return { kind: 'reply', reply: record() };
    entry.fault = fault.kind;
    const { socket } = response.req;
    return applyFault(fault, {
      record,
      kill,
      freeze: (pids) => freezeCaller(pids, socket.remotePort),
      isGone: () => socket.destroyed,
      nextAnswer: () => new Promise((resolve) => waiting.push(resolve)),
      signal,
    });
  }

  return async (call, response) => {
    const outcome = await outcomeOf(call, response);
    const ending = outcome.kind === 'reply' ? outcome.reply.status : outcome.kind;
    log?.(`${call.name} ${ending} ${call.entry.fault ?? ''}`.trim());
    finish(outcome, call.entry, response);
    if (outcome.kind !== 'reply') return;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
}

function finish(outcome: Outcome, entry: Entry, response: ServerResponse): void {
  switch (outcome.kind) {
    case 'hang':
      return;
    case 'close':
      response.socket?.resetAndDestroy();
      return;
    case 'reply':
      entry.status = outcome.reply.status;
      if (outcome.truncated === true) sendHalf(response, outcome.reply);
      else send(response, outcome.reply);
  }
}

function kill(pid: number): void {
  if (pid === process.pid) throw new Error('A kill rule must not name the sandbox itself.');
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has ended already, which is what the rule wants.
  }
}
