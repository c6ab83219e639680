// Errors under a form's fields are part of its ack, for which Slack waits 3 s.

export type BeforeAckDeps = {
  /** Waits (ms); rejects when the bot stops. */
  readonly pause: (ms: number) => Promise<void>;
};

const lookUpMs = 1_500;

/** The result of a Slack look-up, if it arrives in time for the ack. */
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
