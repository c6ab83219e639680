/**
 * Messages that were handled. Slack delivers a message again if it missed the ack: at once, after
 * one minute and after five, also to a process started meanwhile. An edit or an unfurled link
 * brings it under a new event id.
 */
export interface Heard {
  /** Records that a message is being handled. False if that was completed before. */
  begin(key: string): Promise<boolean>;
  /** Everything it asked for is stored and answered. */
  finish(key: string): Promise<void>;
  /** Whether there is such a record from the last week. */
  has(key: string): Promise<boolean>;
}
