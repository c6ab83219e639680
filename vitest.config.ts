import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Starts the tests with real processes first: they wait most of their time, and the others fill the processors meanwhile. */
class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const { real = [], pure = [] } = Object.groupBy(sorted, ({ moduleId }) =>
      moduleId.includes('/test/e2e/') ? 'real' : 'pure',
    );
    return [...real, ...pure];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Modules keep no state, so the files of a worker share them: to load them again for each file would take half of the time.
    isolate: false,
    sequence: { sequencer: ProcessesFirst },
    // Tests with real processes wait most of their time, so more run side by side than there are processors.
    maxWorkers: Math.max(3, availableParallelism()),
    maxConcurrency: 8,
  },
});
