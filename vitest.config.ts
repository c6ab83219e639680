import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { makeBundle } from './test/e2e/bundle.ts';

/** These take long, though they are small, which is all that vitest knows of them at first: the others shouldn't wait for them at the end. */
const long = ['test/store/contract', 'test/usecase/bulk/bulk-rate', 'test/blocks/kit/foreign-text'];
const isLong = ({ moduleId }: TestSpecification): boolean =>
  long.some((one) => moduleId.includes(`/${one}.`));

/**
 * Starts files with real processes in turn with the largest others. They wait most of their time: together they would leave the
 * processors idle, or start too many bots at once, and at the end they would be waited for.
 */
class ProcessesInTurn extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const { real = [], others = [] } = Object.groupBy(sorted, ({ moduleId }) =>
      moduleId.includes('/test/e2e/') ? 'real' : 'others',
    );
    // Once for all workers.
    if (real.length > 0) await makeBundle();
    const longFirst = [...others.filter(isLong), ...others.filter((one) => !isLong(one))];
    const inTurn = real.flatMap((one, nth) => [one, ...longFirst.slice(nth, nth + 1)]);
    return [...inTurn, ...longFirst.slice(real.length)];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Modules keep no state, so the files of a worker share them: to load them again for each file would take half of the time.
    isolate: false,
    sequence: { sequencer: ProcessesInTurn },
    // Tests with real processes wait most of their time, so more run side by side than there are processors.
    maxWorkers: Math.max(3, availableParallelism()),
    // Starting a bot takes a processor for a second: more tests of one file at once would only slow each other down.
    maxConcurrency: 4,
  },
});
