import type { Store } from '../../app/usecase/ports/store/store.ts';

/** Runs a whole pass of every kind, from its beginning or from where it stopped. `pass` moves time. Returns the number of steps. */
export async function expireAll(store: Store, pass: (ms: number) => void): Promise<number> {
  // The last passes are over.
  pass(3_600_000);
  for (let steps = 0; steps < 10_000; steps++) {
    const [claimed] = await store.transaction((tx) => tx.expiry.claimDue(1, 60_000));
    if (claimed === undefined) {
      const dueAt = await store.transaction(async (tx) => (await tx.expiry.nextDueAt()) ?? 0);
      const waitMs = dueAt - (await store.transaction((tx) => Promise.resolve(tx.now)));
      if (waitMs > 1_000) return steps;
      pass(Math.max(1, waitMs));
    } else {
      await store.transaction((tx) => tx.expiry.step(claimed));
    }
  }
  throw new Error('Expiry does not come to an end.');
}
