// The bot as one file, from which the bots of these tests are started. To find, read and strip its 1,900 modules one by one takes two
// thirds of the processor time of a start. What starts from the sources, as a deployment does: ./process.

import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';

const root = join(import.meta.dirname, '../..');
// Not in node_modules, which the copies that mutants are made in share.
const directory = join(root, '.vitest');

/** The bot, as it was when this run of the tests began. */
export const bundle = join(directory, 'bot.mjs');

/** Keeps its compiled code between starts. */
export const bundleCache = join(directory, 'compiled');

/** A module still knows where its source is: templates start a worker beside it. */
const ownPlace: Plugin = {
  name: 'own-place',
  transform: (code, id) =>
    code
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id))),
};

/** Makes it anew from the sources. To be called before any of its bots is started. */
export async function makeBundle(): Promise<void> {
  const build = await rolldown({
    input: join(root, 'app/main.ts'),
    platform: 'node',
    plugins: [ownPlace],
    // Of packages, about dead code and the like.
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  mkdirSync(directory, { recursive: true });
  // Another run may be starting bots meanwhile.
  const fresh = `${bundle}.${process.pid}`;
  writeFileSync(fresh, output[0].code);
  renameSync(fresh, bundle);
  // Without a configuration it ends at once, and writes what it compiled. A bot that is killed would not.
  const env = { NODE_COMPILE_CACHE: bundleCache };
  spawnSync(process.execPath, [bundle], { cwd: root, env, stdio: 'ignore' });
}
