// Prints the house: its folders, what each takes from which, and the circles, of which there are to be none.

import { dirname } from 'node:path';
import { circlesIn, graphOf } from './circles.ts';
import { imports, sources } from './imports.ts';

const inside = imports.filter(({ from }) => /^(?:app|blocks)\//.test(from));
const folders = graphOf(inside, dirname);
const count = (folder: string): number => sources.filter((file) => dirname(file) === folder).length;

for (const folder of [...new Set(sources.map(dirname))].sort()) {
  const taken = [...(folders.get(folder) ?? [])].sort().join(' ');
  console.log(`${folder.padEnd(28)} ${String(count(folder)).padStart(3)}  ${taken}`);
}

const circles = [
  ['of files', circlesIn(graphOf(inside))],
  ['of folders', circlesIn(folders)],
] as const;
for (const [what, found] of circles) {
  console.log(`circles ${what}: ${found.length}`);
  for (const circle of found) console.log(`  ${circle.join(' ')}`);
}
process.exitCode = circles.some(([, found]) => found.length > 0) ? 1 : 0;
