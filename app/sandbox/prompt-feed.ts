// What happens in the workspace, shown at the prompt as it happens.

import type { SandboxClient } from './client/client.ts';
import type { FeedEvent } from './client/records.ts';
import type { Place } from './prompt-commands.ts';

const pollMs = 2_000;

/** Shows each event that is visible at the place, until `signal` aborts or the servers stop. */
export async function showFeed(
  client: SandboxClient,
  place: Place,
  signal: AbortSignal,
  show: (text: string) => void,
): Promise<void> {
  let since = await client.last();
  while (!signal.aborted) {
    try {
      const event = await client.wait({ since, timeoutMs: pollMs });
      if (event === undefined) continue;
      since = event.seq;
      const text = await renderFor(client, place, event);
      if (text !== undefined) show(text);
    } catch {
      return; // The servers have stopped.
    }
  }
}

/** An event as it looks at this place; undefined when it is not visible there. */
async function renderFor(
  client: SandboxClient,
  place: Place,
  { kind, text, ...event }: FeedEvent,
): Promise<string | undefined> {
  const { user, channel } = place;
  const records = await client.slackRecords();
  const me = records.people.find(({ name }) => `@${name}` === user)?.id;
  const here = records.channels.find(({ name }) => `#${name}` === channel)?.id;
  const who = records.people.find(({ id }) => id === event.user)?.name ?? event.user;
  const isMine = event.user === me;
  const lines = (lead: string, indent: string) =>
    [lead, ...text.split('\n').map((line) => `${indent}${line}`)].join('\n');
  if (kind === 'ephemeral') return isMine ? lines('(only visible to you)', '  ') : undefined;
  if (kind === 'view') return isMine ? lines('(a window opens)', '  ') : undefined;
  if (kind === 'home') return isMine ? homeAt(place, lines('(your Home)', '  ')) : undefined;
  if (event.channel !== here) return undefined;
  if (kind !== 'message' && kind !== 'edit') return undefined;
  const mark = kind === 'edit' ? '✎ ' : '';
  // A reply that is completed, with the last lines of a log say, is news; of a card the first line is.
  if (event.thread !== undefined) return lines(`    │ ${mark}@${who} in a thread`, '    │   ');
  return kind === 'edit' ? `  ${mark}${text.split('\n')[0] ?? ''}` : lines(`@${who}`, '  ');
}

/** Home is published again at each change: it is shown once for each time that somebody asks. */
function homeAt(place: Place, page: string): string | undefined {
  const isWanted = place.wantsHome === true;
  place.wantsHome = false;
  return isWanted ? page : undefined;
}
