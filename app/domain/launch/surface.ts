import type { Requester } from './launch.ts';

/**
 * Where in Slack somebody asked. `mention` and `direct-message`: in a message. `home`: a button or a
 * form of Home. `bot`: nobody asked, and the bot acted by itself. Stored: a name never changes its
 * meaning.
 */
export type Surface =
  'slash' | 'mention' | 'direct-message' | 'button' | 'form' | 'home' | 'shortcut' | 'bot';

/** The surfaces by the beginning of a request's key, up to the colon. */
const byKey: Readonly<Record<string, Surface>> = {
  command: 'slash',
  button: 'button',
  view: 'form',
  window: 'form',
  shortcut: 'shortcut',
  bot: 'bot',
};

/**
 * Where a request was made; undefined if its key doesn't say. The key begins with the kind of thing
 * that arrived from Slack, and is stored with the request.
 */
export function surfaceOf(
  key: string,
  { channel, atHome }: Pick<Requester, 'channel' | 'atHome'>,
): Surface | undefined {
  if (atHome === true) return 'home';
  const [kind = ''] = key.split(':');
  // A message is for the bot in a channel if it mentions it, and always in its direct messages, whose
  // ids begin with a D.
  if (kind === 'message') return channel.startsWith('D') ? 'direct-message' : 'mention';
  return byKey[kind];
}
