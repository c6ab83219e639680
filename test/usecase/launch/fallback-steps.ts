// What the tests of fallbacks share: what is out of capacity, what is tried then, and how that is met.

import type { Launch } from '../../../app/domain/launch/launch.ts';
import type { Harness } from '../harness.ts';

/** What Vertex AI says if machines are missing. */
export const stockout =
  'Resources are insufficient in region: us-central1. Please try a different region or use a different accelerator.';

/** What the template falls back on. */
export const fallback = [
  { machineSpec: { machineType: 'n1-standard-8' } },
  { strategy: 'FLEX_START' },
];

/** The next creates are refused, one after the other. */
export function refuseCreates({ vertexScript }: Harness, times = 1, message = stockout): void {
  const failure = { kind: 'permanent', message, httpStatus: 400 } as const;
  const arm = (left: number): void => {
    vertexScript.duringCreate = () => {
      vertexScript.onCreate = { recorded: false, failure };
      if (left > 1) arm(left - 1);
      return Promise.resolve();
    };
  };
  arm(times);
}

/** The launch that has the handle now. */
export function launchWith({ store }: Harness, handle: string): Promise<Launch> {
  return store.transaction(async (tx) => {
    const launch = await tx.launches.byHandle(handle);
    if (launch === undefined) throw new Error(`no ${handle}`);
    return launch;
  });
}
