// Digests and other roots without a job: each is in its channel once, and a digest counts as many ends as it includes.

import type { Evidence, UpdateRow } from '../evidence/evidence.ts';
import { keyOf, type Index } from '../evidence/by-launch.ts';
import { mayBeHeld } from './channels.ts';
import type { Violation } from './check-run.ts';
import { terminalStates } from '../evidence/words.ts';

/** The keys of all posted roots that belong to no job. */
export function digestRoots({ rows }: Evidence): ReadonlySet<string> {
  return new Set(
    rows.threads.flatMap(({ digest, channel, root_ts }) =>
      digest === null || root_ts === null ? [] : [keyOf(channel, root_ts)],
    ),
  );
}

export function checkDigests({ evidence, byTs }: Index): readonly Violation[] {
  const { threads, updates } = evidence.rows;
  return threads.flatMap(({ id, digest, channel, root_ts }): readonly Violation[] => {
    if (digest === null) return [];
    const isAlone = /^\{"kind":"(?:settings|unwatched|locked|unlocked|direct|daily)"/.test(digest);
    const message = root_ts === null ? undefined : byTs.get(keyOf(channel, root_ts));
    if (message === undefined) return [{ kind: 'lost', what: `digest ${id} is not in ${channel}` }];
    if (isAlone) return [];
    const count = burstCount(message.text);
    const taken = updates.filter((update) => update.digest === id).length;
    return count === taken
      ? []
      : [
          {
            kind: 'other',
            what: `digest ${id} took over ${taken} ends, and says: ${message.text}`,
          },
        ];
  });
}

/** How many ends a digest of a burst counts. Undefined if the text is none. */
export function burstCount(text: string): number | undefined {
  const count = /^\*?(\d+) jobs ended at once/.exec(text)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** A suppressed update is an end that a digest includes, or is below the channel's notification level. */
export function checkHeldBack(
  index: Index,
  channel: string,
  about: string,
  update: UpdateRow,
): readonly Violation[] {
  const { digest, payload, sent_ts } = update;
  if (sent_ts !== null) return [{ kind: 'repeated', what: `${about} was held back, and is told` }];
  const { threads } = index.evidence.rows;
  const isEnd = payload.change !== undefined && terminalStates.includes(payload.change.to);
  const isCollected = digest !== null && isEnd && threads.some(({ id }) => id === digest);
  return isCollected || mayBeHeld(index, channel, update)
    ? []
    : [{ kind: 'lost', what: `${about} was held back, and no digest tells it` }];
}
