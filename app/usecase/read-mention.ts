import { namedJob, withThreadJob } from '../domain/mention.ts';
import type { Request } from './desk-port.ts';
import type { Store } from './store-port.ts';

/** What was said in a message as the command it stands for. */
export async function readMention(
  { store }: { readonly store: Store },
  { asker }: Request,
  text: string,
  rootTs: string | undefined,
): Promise<string> {
  // A message can't open a window, so alone it asks for help.
  const alone = text.trim() === '' ? 'help' : text;
  if (rootTs === undefined) return alone;
  return store.transaction(async (tx) => {
    const thread = await tx.threads.byRoot(asker.channel, rootTs);
    const card = thread?.launchId && (await tx.cards.byLaunch(thread.launchId));
    if (!card) return alone;
    const named = namedJob(text);
    const isHandle =
      named !== undefined && (await tx.cards.byHandle(named.toLowerCase())) !== undefined;
    return withThreadJob(text, card.launch.handle, isHandle);
  });
}
