// Applies a fault to the call it strikes.

import { setTimeout as sleep } from 'node:timers/promises';
import type { CommonFault } from './faults.ts';
import { freezeAWhile, type Frozen } from './freeze.ts';
import type { Reply } from './reply.ts';

/** How a call ends on the wire. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly truncated?: boolean }
  | { readonly kind: 'close' }
  | { readonly kind: 'hang' };

/** A call that is being served, and what a fault can do around it. */
export type CallInProgress = {
  /** Performs the call and returns the good answer. */
  readonly record: () => Reply;
  /** Sends SIGKILL at once. */
  readonly kill: (pid: number) => void;
  /** Sends SIGSTOP to whichever of these processes made the call. */
  readonly freeze: (pids: readonly number[]) => Frozen;
  /** Whether the caller has closed its connection, or died. */
  readonly isGone: () => boolean;
  /** Resolves when another call has been answered. */
  readonly nextAnswer: () => Promise<void>;
  /** Ends all waiting when the server stops. */
  readonly signal: AbortSignal;
};

/** Applies a fault that is the same on every server. Rejects when the server stops meanwhile. */
export async function applyFault(fault: CommonFault, call: CallInProgress): Promise<Outcome> {
  const { record, signal } = call;
  const wait = (forMs: number): Promise<void> => sleep(forMs, undefined, { signal });
  switch (fault.kind) {
    case 'close-before':
      return { kind: 'close' };
    case 'record-then-close':
      record();
      return { kind: 'close' };
    case 'record-then-hang':
      record();
      return { kind: 'hang' };
    case 'hang-then-record-late':
      await wait(fault.ms);
      record();
      return { kind: 'hang' };
    case 'delay': {
      if (fault.record === 'after') await wait(fault.ms);
      const reply = record();
      if (fault.record === 'before') await wait(fault.ms);
      return { kind: 'reply', reply };
    }
    case 'truncate':
      return { kind: 'reply', reply: record(), truncated: true };
    case 'reorder': {
      const reply = record();
      await Promise.race([call.nextAnswer(), wait(fault.maxMs)]);
      return { kind: 'reply', reply };
    }
    case 'kill':
      if (fault.when === 'after-record') record();
      call.kill(fault.pid);
      return { kind: 'close' };
    case 'freeze': {
      const reply = await freezeAWhile(fault, call);
      return reply === undefined ? { kind: 'close' } : { kind: 'reply', reply };
    }
  }
}

/** Answers with this reply instead of the good one. The call takes effect only if the fault says so. */
export function replyInstead(
  fault: { readonly record: boolean },
  { record }: CallInProgress,
  reply: Reply,
): Outcome {
  if (fault.record) record();
  return { kind: 'reply', reply };
}
