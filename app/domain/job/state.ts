// States of a CustomJob, without the `JOB_STATE_` prefix. A state newer than the bot is kept as it
// is and counts as live: nothing unknown is shown as finished.

export const knownStates = [
  'UNSPECIFIED',
  'QUEUED',
  'PENDING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLING',
  'CANCELLED',
  'PAUSED',
  'EXPIRED',
  'UPDATING',
  'PARTIALLY_SUCCEEDED',
] as const;

export type KnownState = (typeof knownStates)[number];
/**
 * A known state, or any other string. (The intersection keeps editor completion for the known
 * ones.)
 */
export type JobState = KnownState | (string & Record<never, never>);

export const terminalStates = [
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
  'PARTIALLY_SUCCEEDED',
] as const satisfies readonly KnownState[];
type TerminalState = (typeof terminalStates)[number];

/**
 * Whether a job in this state will never run again. PAUSED can be resumed; unknown states count as
 * live.
 */
export function isTerminal(state: JobState): state is TerminalState {
  return (terminalStates as readonly string[]).includes(state);
}

/** Whether the bot knows this state. */
export function isKnownState(state: JobState): state is KnownState {
  return (knownStates as readonly string[]).includes(state);
}
