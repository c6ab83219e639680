// A vitest that stays, as a process of its own in a copy of the repository: it keeps what it has read and compiled between runs. Each run has
// new workers, so no module of a run before is left in it.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createVitest, type TestModule } from 'vitest/node';
import { z } from 'zod';
import type { Report } from './report.ts';

/** What it is asked: to forget a file that was written, or to run the tests of files whose full name matches the pattern. */
export const orderSchema = z.union([
  z.object({ changed: z.string() }),
  z.object({ files: z.array(z.string()), pattern: z.string() }),
]);
export type Order = z.infer<typeof orderSchema>;

const root = process.cwd();
let ended: TestModule[] = [];
const vitest = await createVitest({
  root,
  watch: false,
  maxWorkers: Number(process.argv[2]),
  // Only what ends in this run counts: vitest itself also remembers the results of runs before.
  reporters: [{ onTestModuleEnd: (module) => void ended.push(module) }],
});

async function run(files: readonly string[], pattern: string): Promise<Report> {
  ended = [];
  vitest.setGlobalTestNamePattern(new RegExp(pattern));
  const paths = files.map((file) => resolve(root, file)).filter((path) => existsSync(path));
  const project = vitest.getRootProject();
  await vitest.runTestSpecifications(paths.map((path) => project.createSpecification(path)));
  return ended.map((module) => ({
    file: module.moduleId,
    message: module.errors()[0]?.message ?? '',
    tests: [...module.children.allTests()].map((test) => ({
      name: test.fullName,
      state: test.result().state,
    })),
  }));
}

process.on('disconnect', () => process.exit());
process.on('message', (message) => {
  const order = orderSchema.parse(message);
  if ('changed' in order) vitest.invalidateFile(resolve(root, order.changed));
  else void run(order.files, order.pattern).then((report) => process.send?.(report));
});
