import type { NotedTrouble } from '../../../domain/trouble/trouble.ts';

/** Troubles of the bot itself that are told in the ops channel, until their end is. */
export interface Troubles {
  /** All of them, with whether the message has reached the channel. */
  noted(): Promise<readonly (NotedTrouble & { readonly isPosted: boolean })[]>;
  /** False if another has noted it for this channel: then it is told already. */
  note(trouble: NotedTrouble): Promise<boolean>;
  /** False if another has settled it. */
  settle(trouble: NotedTrouble): Promise<boolean>;
}
