// The wall clock of a bot, which a test can set.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './bots.ts';
import type { Sandbox } from './harness.ts';

type Wall = {
  readonly env: Environment;
  /** Sets it off by this, while a bot runs or between two. */
  readonly set: (offMs: number) => void;
};

/** The wall clock of the bots that get `env`. */
export function wallOf(sandbox: Sandbox): Wall {
  const file = join(sandbox.servers.directory, 'wall-off');
  const set = (offMs: number) => writeFileSync(file, String(offMs));
  set(0);
  const wall = `--import ${join(import.meta.dirname, 'preload', 'wall.ts')}`;
  return { env: { NODE_OPTIONS: wall, TEST_WALL_OFF: file }, set };
}
