// Runs named tests in a copy of the repository, with a vitest that stays.

import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { NamedTest } from './mutant.ts';
import { patternOf, reportSchema, type Report } from './report.ts';
import type { Order } from './vitest-child.ts';

/** A broken line may make a test hang. vitest's own limit is shorter. */
const patienceMs = 120_000;

export type Tester = {
  /** The report of these tests. Undefined when vitest made none, or not in time. */
  run(tests: readonly NamedTest[]): Promise<Report | undefined>;
  /** To be called whenever a file of the copy was written. */
  changed(file: string): void;
  stop(): void;
};

/** Nothing runs yet: vitest is started for the first run, and again after it was killed. */
export function createTester(root: string, workers: number): Tester {
  let vitest: ChildProcess | undefined;

  const start = (): ChildProcess => {
    const child = fork(join(import.meta.dirname, 'vitest-child.ts'), [String(workers)], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // vitest may run inside vitest here. With its variables the inner one would take itself for a worker.
      env: withoutVitest(process.env),
    });
    child.once('exit', () => (vitest = vitest === child ? undefined : vitest));
    return child;
  };

  return {
    async run(tests) {
      const child = (vitest ??= start());
      const { promise, resolve } = Promise.withResolvers<unknown>();
      const late = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      child.once('message', resolve).once('exit', resolve);
      const files = [...new Set(tests.map(({ file }) => file))];
      child.send({ files, pattern: patternOf(tests) } satisfies Order);
      const report = reportSchema.safeParse(await promise);
      clearTimeout(late);
      child.off('message', resolve).off('exit', resolve);
      return report.data;
    },
    changed: (file) => void vitest?.send({ changed: file } satisfies Order),
    stop: () => void vitest?.kill('SIGKILL'),
  };
}

function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST')));
}
