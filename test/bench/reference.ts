// The least that a sweep could cost.

import type { Fleet, Sent } from './fleet.ts';

/** The pages of a target one after the other, the targets at once: as in a sweep. */
export async function fetchAndParse(pages: readonly Sent[]): Promise<void> {
  const byTarget = Map.groupBy(pages, ({ url }) => new URL(url).pathname);
  await Promise.all(
    [...byTarget.values()].map(async (some) => {
      for (const { url, headers } of some) {
        const response = await fetch(url, { headers });
        const parsed: unknown = JSON.parse(await response.text());
        if (!response.ok || parsed === null) throw new Error(`A page answered ${response.status}.`);
      }
    }),
  );
}

/** The least that has to be written if anything changed. */
export async function commitRow({ store }: Fleet): Promise<void> {
  await store.transaction(async (tx) => {
    const [target] = await tx.targets.list();
    if (target === undefined) throw new Error('No target was ever polled.');
    const claimed = await tx.targets.claim(target.target, 1_000);
    if (claimed !== undefined) await tx.targets.release(claimed.value, claimed.lease);
  });
}
