// Whoever has left the channel of a job of theirs hears of its end directly, once; nobody hears of anything directly twice.

import type { Departure } from '../evidence/evidence.ts';
import { keyOf, type Index, type Story, type ThreadStory } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { digestsOf, type Digest } from '../evidence/digests.ts';
import { terminalStates } from '../evidence/words.ts';

export function judgeDepartures(index: Index): readonly Finding[] {
  const { evidence, stories } = index;
  const told = new Map<string, number>();
  for (const { digest } of digestsOf(evidence.rows, 'direct')) {
    for (const { threadId, key } of itemsOf(digest.notice)) {
      const about = `${threadId}/${key}`;
      told.set(about, (told.get(about) ?? 0) + 1);
    }
  }
  const twice = [...told]
    .filter(([, times]) => times > 1)
    .map(([about, times]): Finding => ({
      kind: 'repeated',
      what: `${about} is told directly ${times} times`,
    }));
  const missed = stories.flatMap(({ launch, threads }) =>
    threads.flatMap((thread) =>
      endsAfter(index, launch, thread)
        .filter((key) => !told.has(`${thread.thread.id}/${key}`))
        .map((key): Finding => ({
          kind: 'lost',
          what: `${launch.asker_user} has left ${thread.thread.channel}, and is not told ${key} of ${launch.handle}`,
        })),
    ),
  );
  return [...twice, ...missed];
}

/** What a notice tells: one thing, or what ended within a minute. */
function itemsOf(
  notice: Extract<Digest, { kind: 'direct' }>['notice'],
): readonly { readonly threadId: string; readonly key: string }[] {
  if (notice.kind === 'told') return [notice];
  return notice.kind === 'gathered' ? notice.items : [];
}

/** Ends that were told, or held back, in the launch's channel when its launcher had left it; by their keys. */
function endsAfter(
  { byTs, evidence }: Index,
  { asker_user, asker_channel, origin }: Story['launch'],
  { thread, updates }: ThreadStory,
): readonly string[] {
  const isThis = ({ user, channel }: Departure): boolean =>
    user === asker_user && channel === asker_channel && channel === thread.channel;
  const left = evidence.departures.find(isThis);
  if (left === undefined || origin !== null) return [];
  return updates
    .filter(({ payload: { kind, change } }) => {
      const isEnd =
        change?.kind === 'gone' || (change?.kind === 'state' && terminalStates.includes(change.to));
      return kind === 'job' && isEnd;
    })
    .filter(({ sent_ts, held_at }) => {
      const message = sent_ts === null ? undefined : byTs.get(keyOf(thread.channel, sent_ts));
      return (held_at ?? message?.versions[0]?.at ?? 0) > left.at;
    })
    .map(({ key }) => key);
}
