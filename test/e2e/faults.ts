// Faults at the sandbox's servers.

import type { BotProcess } from '../../app/sandbox/bot-process.ts';

export type Fault = Readonly<Record<string, unknown>> & { readonly kind: string };

/** A fault that kills at a matching call. `aimed` sets the process. */
export const kill = (when: 'before-record' | 'after-record', match: unknown): Fault => ({
  kind: 'kill',
  when,
  match,
});

/** Aims a fault that kills at this process. */
export function aimed(fault: Fault, { pid }: BotProcess): Fault {
  return fault.kind === 'kill' ? { ...fault, pid } : fault;
}
