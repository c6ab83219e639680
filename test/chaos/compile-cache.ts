// The compiled code of the bot, which all bots of a campaign take from the disk.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Keeps the bot's compiled code between starts: compiling takes half of a start. */
export const compileCache = join(root, 'node_modules/.cache/chaos-compile');

/**
 * Fills the cache by a start that ends for want of a configuration. Whoever finds it empty writes
 * 2,600 files when it exits: bots that all stop at once on a busy machine would seem to hang.
 */
export function fillCompileCache(): void {
  spawnSync(process.execPath, ['app/main.ts'], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: compileCache },
    stdio: 'ignore',
  });
}
