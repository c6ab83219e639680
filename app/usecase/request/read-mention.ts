import { readJobReference } from '../../domain/job/job-reference.ts';
import { namedJob, withThreadJob } from '../../domain/command/mention.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Request } from '../ports/interactions.ts';
import type { DecideDeps } from '../permission/decide.ts';
import { seenOf, viewerIn } from '../permission/see.ts';
import type { Store, Tx } from '../ports/store/store.ts';

/** The command that a message stands for. */
export async function readMention(
  deps: DecideDeps & { readonly store: Store },
  { requester }: Request,
  text: string,
  rootTs: string | undefined,
  command: string,
): Promise<string> {
  // A message can't open a window, so a bare mention asks for help.
  const alone = text.trim() === '' ? 'help' : text;
  if (rootTs === undefined) return alone;
  return deps.store.transaction(async (tx) => {
    const thread = await tx.threads.byRoot(requester.channel, rootTs);
    const launchId = thread && (await launchOf(tx, thread));
    const card = launchId && (await tx.cards.byLaunch(launchId));
    if (!card) return alone;
    const named = namedJob(text, command);
    // A job they don't see isn't one they mean.
    const reference = named === undefined ? undefined : readJobReference(named);
    const other =
      reference?.kind === 'handle' ? await tx.cards.byHandle(reference.handle) : undefined;
    const seen = other && (await seenOf(tx, await viewerIn(tx, deps, requester), [other]));
    const isHandle = seen !== undefined && seen.length > 0;
    return withThreadJob(text, card.launch.handle, isHandle, command);
  });
}

/** The launch a thread is about. A direct message about one job counts as that job's. */
async function launchOf(tx: Tx, { launchId, digest }: Thread): Promise<string | undefined> {
  if (digest?.kind !== 'direct') return launchId;
  const { notice } = digest;
  if (notice.kind !== 'told' && notice.kind !== 'parked') return undefined;
  return (await tx.threads.get(notice.threadId))?.launchId;
}
