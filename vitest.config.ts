import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Tests with real processes wait most of their time, so more run side by side than there are processors.
    maxWorkers: Math.max(3, availableParallelism()),
    maxConcurrency: 8,
  },
});
