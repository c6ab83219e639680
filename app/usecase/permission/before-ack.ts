// What a form is to be told under its fields is said in its ack, for which Slack waits 3 s.

export type BeforeAckDeps = {
  /** Waits (ms); rejects when the bot stops. */
  readonly pause: (ms: number) => Promise<void>;
};

const lookUpMs = 1_500;

/** What a look-up at Slack says, if it does so in time for the ack. */
export async function beforeAck<T>(
  { pause }: BeforeAckDeps,
  lookUp: Promise<T>,
): Promise<T | undefined> {
  const late = pause(lookUpMs).then(
    () => undefined,
    () => undefined,
  );
  return Promise.race([lookUp, late]);
}

/** It shall be pressed again: by then Slack has said. */
export function notSaidInTime(button: string): string {
  return `Slack has not told me yet who you are, so nothing was stored: press ${button} again in a moment.`;
}
