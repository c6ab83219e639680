import type { Answer } from '../domain/answer.ts';
import type { Asker } from '../domain/launch.ts';

/** Who does something, and the key that makes a repeat of the same request harmless. */
export type Request = {
  /** Trigger id of a command, token of a button: the same key is the same request, however often it arrives. */
  readonly key: string;
  readonly asker: Asker;
};

/** What a button or picker asks for; the same functions as the typed commands, so permissions can't differ. */
export type Act =
  | { readonly verb: 'cancel'; readonly handle: string; readonly reason?: string | undefined }
  | { readonly verb: 'status'; readonly handle: string }
  /** The same once more. */
  | { readonly verb: 'rerun'; readonly handle: string }
  /** Answer to "the same is alive already": a second is meant. */
  | { readonly verb: 'launch-anyway'; readonly handle: string }
  /** Answers to "no job was found": launch it once more, or give it up. */
  | { readonly verb: 'launch-again'; readonly handle: string }
  | { readonly verb: 'drop'; readonly handle: string };

/**
 * Where requests from every Slack surface arrive. Each call does local work only (no network), commits what was asked
 * for and returns what to ack with, well inside Slack's 3 s; what takes longer is answered later through the Answerer.
 */
export interface Desk {
  /** `text` is what follows the slash command `command`. */
  command(request: Request, command: string, text: string): Promise<Answer | undefined>;
  act(request: Request, act: Act): Promise<Answer | undefined>;
  /** The bot joined this channel, or it was reopened: what waits for it may go. */
  channelOpened(channel: string): Promise<void>;
}
