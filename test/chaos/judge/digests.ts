// Digests, and what else has no job's thread of its own: each stands in its channel once, and tells as many ends as it took over.

import type { Evidence, UpdateRow } from '../evidence/evidence.ts';
import { keyOf, type Index } from '../evidence/by-launch.ts';
import { mayBeHeld } from './channels.ts';
import type { Finding } from './judge.ts';
import { terminalStates } from '../evidence/words.ts';

/** Where the digests are that the bot has posted. */
export function digestRoots({ rows }: Evidence): ReadonlySet<string> {
  return new Set(
    rows.threads.flatMap(({ digest, channel, root_ts }) =>
      digest === null || root_ts === null ? [] : [keyOf(channel, root_ts)],
    ),
  );
}

export function judgeDigests({ evidence, byTs }: Index): readonly Finding[] {
  const { threads, updates } = evidence.rows;
  return threads.flatMap(({ id, digest, channel, root_ts }): readonly Finding[] => {
    if (digest === null) return [];
    const isAlone = /^\{"kind":"(?:settings|unwatched|direct|daily)"/.test(digest);
    const message = root_ts === null ? undefined : byTs.get(keyOf(channel, root_ts));
    if (message === undefined) return [{ kind: 'lost', what: `digest ${id} is not in ${channel}` }];
    if (isAlone) return [];
    const told = Number(/^\*?(\d+) jobs ended at once/.exec(message.text)?.[1]);
    const taken = updates.filter((update) => update.digest === id).length;
    return told === taken
      ? []
      : [
          {
            kind: 'other',
            what: `digest ${id} took over ${taken} ends, and says: ${message.text}`,
          },
        ];
  });
}

/** What is held back is told by a digest, if it is an end, or was not wanted in its channel. */
export function judgeCollected(
  index: Index,
  channel: string,
  about: string,
  update: UpdateRow,
): readonly Finding[] {
  const { digest, payload, sent_ts } = update;
  if (sent_ts !== null) return [{ kind: 'repeated', what: `${about} was held back, and is told` }];
  const { threads } = index.evidence.rows;
  const isEnd = payload.change !== undefined && terminalStates.includes(payload.change.to);
  const isCollected = digest !== null && isEnd && threads.some(({ id }) => id === digest);
  return isCollected || mayBeHeld(index, channel, update)
    ? []
    : [{ kind: 'lost', what: `${about} was held back, and no digest tells it` }];
}
