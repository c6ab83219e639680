import type { Store } from '../../app/usecase/ports/store/store.ts';
import type { Bench } from './harness.ts';

/** A store whose transactions that ask for locks stop before they are committed. */
export function stopping(
  { store }: Bench,
  begun: PromiseWithResolvers<undefined>,
  end: PromiseWithResolvers<undefined>,
): Store {
  return {
    ...store,
    works: () => store.works(),
    close: () => store.close(),
    transaction: (work) =>
      store.transaction(async (tx) => {
        const asked = { locks: false };
        const hold = () => {
          asked.locks = true;
          return tx.locks.hold();
        };
        const result = await work({ ...tx, locks: { ...tx.locks, hold } });
        if (!asked.locks) return result;
        begun.resolve(undefined);
        await end.promise;
        return result;
      }),
  };
}
