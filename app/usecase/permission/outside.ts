// Who of those to be called isn't in the channel, where a mention reaches nobody else.

import type { Directory } from '../ports/directory.ts';

/** A launch isn't held up by this: who isn't asked about counts as being there. */
const mostSought = 20;
const soughtAtOnce = 5;
const freshMs = 5 * 60_000;

/** Those of whom Slack says that they aren't in a channel. In direct messages, nobody else is. */
export async function outsideOf(
  directory: Directory,
  channel: string,
  people: readonly string[],
): Promise<readonly string[]> {
  if (channel.startsWith('D')) return people;
  const outside: string[] = [];
  const sought = people.slice(0, mostSought);
  for (let from = 0; from < sought.length; from += soughtAtOnce) {
    const some = sought.slice(from, from + soughtAtOnce);
    const found = await Promise.all(
      some.map(async (id) => ({ id, is: await directory.isMember(channel, id, freshMs) })),
    );
    outside.push(...found.flatMap(({ id, is }) => (is.ok && !is.value ? [id] : [])));
    // Where Slack fails, it isn't asked on.
    if (found.some(({ is }) => !is.ok && is.failure.kind !== 'user')) break;
  }
  return outside;
}
