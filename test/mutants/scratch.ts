// A copy of the repository, in which lines are broken.

import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Scratch = {
  readonly root: string;
  /** Undefined when there is no such file. */
  read(file: string): string | undefined;
  write(file: string, text: string): void;
  remove(): void;
};

/** Not copied, because no test reads it or because it is linked. */
const leftOut = ['node_modules', '.git', 'coverage', 'data', '.vitest', '.env'];

/** Copies the repository at `from`, and links its node_modules. */
export function makeScratch(from: string): Scratch {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'vertex-job-bot-mutants-')));
  for (const entry of readdirSync(from)) {
    if (!leftOut.includes(entry)) cpSync(join(from, entry), join(root, entry), { recursive: true });
  }
  symlinkSync(realpathSync(join(from, 'node_modules')), join(root, 'node_modules'));
  return {
    root,
    read: (file) =>
      existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined,
    write: (file, text) => writeFileSync(join(root, file), text),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
