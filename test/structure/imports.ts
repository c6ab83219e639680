// The imports of every source file in `app/` and `blocks/`.

import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Every source file, as a path from the root. */
export const sources: readonly string[] = globSync('{app,blocks}/**/*.ts', { cwd: root }).sort();

export type Import = {
  readonly file: string;
  /** A path from the root, or a package name. */
  readonly from: string;
  readonly isType: boolean;
};

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every import and re-export of a file, relative ones resolved to paths from the root. */
function importsOf(file: string): readonly Import[] {
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)';?$/gms;
  return [...read(file).matchAll(pattern)].map(([, type, specifier = '']) => ({
    file,
    isType: type !== undefined,
    from: specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier))
      : specifier,
  }));
}

export const imports: readonly Import[] = sources.flatMap(importsOf);
