// A launcher who has left the job's channel gets one direct message about its end. Nobody gets a second one about the same update.

import type { Departure } from '../evidence/evidence.ts';
import {
  keyOf,
  type Index,
  type LaunchEvidence,
  type ThreadEvidence,
} from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { digestsOf, type Digest } from '../evidence/digests.ts';
import { terminalStates } from '../evidence/words.ts';

export function checkDepartures(index: Index): readonly Violation[] {
  const { evidence, perLaunch } = index;
  const told = new Map<string, number>();
  for (const { digest } of digestsOf(evidence.rows, 'direct')) {
    for (const { threadId, key } of itemsOf(digest.notice)) {
      const about = `${threadId}/${key}`;
      told.set(about, (told.get(about) ?? 0) + 1);
    }
  }
  const twice = [...told]
    .filter(([, times]) => times > 1)
    .map(([about, times]): Violation => ({
      kind: 'repeated',
      what: `${about} is told directly ${times} times`,
    }));
  const missed = perLaunch.flatMap(({ launch, threads }) =>
    threads.flatMap((thread) =>
      endsAfter(index, launch, thread)
        .filter((key) => !told.has(`${thread.thread.id}/${key}`))
        .map((key): Violation => ({
          kind: 'lost',
          what: `${launch.asker_user} has left ${thread.thread.channel}, and is not told ${key} of ${launch.handle}`,
        })),
    ),
  );
  return [...twice, ...missed];
}

/** The updates in a notice: one, or all that came within a minute. */
function itemsOf(
  notice: Extract<Digest, { kind: 'direct' }>['notice'],
): readonly { readonly threadId: string; readonly key: string }[] {
  if (notice.kind === 'told') return [notice];
  return notice.kind === 'gathered' ? notice.items : [];
}

/** The keys of a job's ends that were posted or suppressed in the launch's channel after the launcher had left it. */
function endsAfter(
  { byTs, evidence }: Index,
  { asker_user, asker_channel, origin }: LaunchEvidence['launch'],
  { thread, updates }: ThreadEvidence,
): readonly string[] {
  const isThis = ({ user, channel }: Departure): boolean =>
    user === asker_user && channel === asker_channel && channel === thread.channel;
  const left = evidence.departures.find(isThis);
  if (left === undefined || origin !== null) return [];
  return (
    updates
      .filter(({ payload: { kind, change } }) => {
        const isEnd =
          change?.kind === 'gone' ||
          (change?.kind === 'state' && terminalStates.includes(change.to));
        return kind === 'job' && isEnd;
      })
      // A failure whose reason came late, and made way for the next attempt: the launch went on.
      .filter(({ key }) => !/^r\d+:/.test(key))
      .filter(({ sent_ts, held_at }) => {
        const message = sent_ts === null ? undefined : byTs.get(keyOf(thread.channel, sent_ts));
        return (held_at ?? message?.versions[0]?.at ?? 0) > left.at;
      })
      .map(({ key }) => key)
  );
}
