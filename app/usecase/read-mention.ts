import { readJobReference } from '../domain/job-reference.ts';
import { namedJob, withThreadJob } from '../domain/mention.ts';
import type { Request } from './desk-port.ts';
import type { DecideDeps } from './decide.ts';
import { seenOf, viewerIn } from './see.ts';
import type { Store } from './store-port.ts';

/** What was said in a message as the command it stands for. */
export async function readMention(
  deps: DecideDeps & { readonly store: Store },
  { asker }: Request,
  text: string,
  rootTs: string | undefined,
): Promise<string> {
  // A message can't open a window, so alone it asks for help.
  const alone = text.trim() === '' ? 'help' : text;
  if (rootTs === undefined) return alone;
  return deps.store.transaction(async (tx) => {
    const thread = await tx.threads.byRoot(asker.channel, rootTs);
    const card = thread?.launchId && (await tx.cards.byLaunch(thread.launchId));
    if (!card) return alone;
    const named = namedJob(text);
    // A job that they don't see is none that they mean.
    const reference = named === undefined ? undefined : readJobReference(named);
    const other =
      reference?.kind === 'handle' ? await tx.cards.byHandle(reference.handle) : undefined;
    const seen = other && (await seenOf(tx, await viewerIn(tx, deps, asker), [other]));
    const isHandle = seen !== undefined && seen.length > 0;
    return withThreadJob(text, card.launch.handle, isHandle);
  });
}
