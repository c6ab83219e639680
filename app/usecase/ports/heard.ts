/**
 * Which messages were heard. Slack brings one again when it missed our ack: at once, after one minute and after five, also to a process
 * that was started meanwhile; and under a new event id when it is edited or a link in it is unfurled.
 */
export interface Heard {
  /** Notes that a message is in hand; false: everything it asked for was done and answered before. */
  begin(key: string): Promise<boolean>;
  /** Everything it asked for is stored, and answered. */
  finish(key: string): Promise<void>;
  /** Whether there is such a note, of the last week. */
  has(key: string): Promise<boolean>;
}
