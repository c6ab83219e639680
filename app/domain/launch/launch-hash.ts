import type { Launch } from './launch.ts';
import { withoutOwnLabels } from './own-labels.ts';
import { hashOf, specHash, type Sha256 } from './spec-hash.ts';

/**
 * The hash of all that a launch may send: its spec, or the specs of all its attempts with their places.
 * It is the same for each attempt, so an approval covers them all; an attempt that isn’t the one in the
 * ladder has another.
 */
export function launchHash(
  { body, target, ladder }: Pick<Launch, 'body' | 'target' | 'ladder'>,
  sha256: Sha256,
): string {
  if (ladder === undefined) return specHash(body, sha256);
  const own = { target, body: withoutOwnLabels(body) };
  const specs = ladder.rungs.map(({ target: place, body: its }, at) =>
    at === ladder.at ? own : { target: place, body: withoutOwnLabels(its) },
  );
  return hashOf(specs, sha256);
}
