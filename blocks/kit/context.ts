/** What rendering needs besides the value itself. */
export type RenderContext = {
  /** Unix ms. */
  readonly now: number;
  /** The slash command people type, e.g. `/job`. */
  readonly command: string;
  /** Random, minted into the values of the message's buttons: one click of it is one request. */
  readonly token: string;
  /** The workspace's address, ending in a slash; messages can be linked to once Slack has told it. */
  readonly workspaceUrl?: string | undefined;
};
