// What the ops channel is told next. It goes by what stands now and what was told, so a look that
// was missed (a kill, no channel set) is made up for by the next one.

import { troubleKey, type NotedTrouble, type StandingTrouble, type TroubleEnd } from './trouble.ts';

export type TroubleStep =
  | { readonly do: 'tell'; readonly standing: StandingTrouble }
  | { readonly do: 'tell-over'; readonly noted: NotedTrouble; readonly how: TroubleEnd }
  /** Nobody waits for its end. */
  | { readonly do: 'forget'; readonly noted: NotedTrouble };

export type TroubleLook = {
  /** The ops channel. */
  readonly channel: string;
  readonly standing: readonly StandingTrouble[];
  readonly noted: readonly (NotedTrouble & {
    /** Whether its message has reached the channel. */
    readonly isPosted: boolean;
  })[];
  /** How each that doesn't stand any more ended, by key; `dropped`: nobody looks at it any more. None: not known. */
  readonly ends: ReadonlyMap<string, TroubleEnd | 'dropped'>;
};

/**
 * The steps now: each trouble is told once, and its end once, after it. One that was told in
 * another channel, before that was changed, is told here. While a message waits to be posted, its
 * end waits, too: so where nothing can be posted, no more than one waits of each.
 */
export function troubleSteps({
  channel,
  standing,
  noted,
  ends,
}: TroubleLook): readonly TroubleStep[] {
  const known = new Map(noted.map((one) => [troubleKey(one.trouble), one]));
  const stands = new Set(standing.map(({ trouble }) => troubleKey(trouble)));
  const begun = standing
    .filter(({ trouble }) => known.get(troubleKey(trouble))?.channel !== channel)
    .map((one): TroubleStep => ({ do: 'tell', standing: one }));
  const over = [...known].flatMap(([key, one]): readonly TroubleStep[] => {
    const how = stands.has(key) ? undefined : ends.get(key);
    if (how === undefined) return [];
    if (how === 'dropped' || one.channel !== channel) return [{ do: 'forget', noted: one }];
    return one.isPosted ? [{ do: 'tell-over', noted: one, how }] : [];
  });
  return [...begun, ...over];
}
