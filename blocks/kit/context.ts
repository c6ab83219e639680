/** What rendering needs besides the value. */
export type RenderContext = {
  /** Unix ms. */
  readonly now: number;
  /** The slash command that people type, such as `/job`. */
  readonly command: string;
  /** Random, part of the values of the message's buttons: one click of a button is one request. */
  readonly token: string;
  /** The workspace's URL, ending in a slash. Without it, messages can't be linked. */
  readonly workspaceUrl?: string | undefined;
};
