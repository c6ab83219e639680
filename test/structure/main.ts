// `npm run structure`: prints every folder with the folders it imports from, and any import cycles.

import { dirname } from 'node:path';
import { cyclesIn, graphOf } from './cycles.ts';
import { imports, sources } from './imports.ts';

const inside = imports.filter(({ from }) => /^(?:app|blocks)\//.test(from));
const folders = graphOf(inside, dirname);
const count = (folder: string): number => sources.filter((file) => dirname(file) === folder).length;

for (const folder of [...new Set(sources.map(dirname))].sort()) {
  const imported = [...(folders.get(folder) ?? [])].sort().join(' ');
  console.log(`${folder.padEnd(28)} ${String(count(folder)).padStart(3)}  ${imported}`);
}

const cycles = [
  ['between files', cyclesIn(graphOf(inside))],
  ['between folders', cyclesIn(folders)],
] as const;
for (const [what, found] of cycles) {
  console.log(`cycles ${what}: ${found.length}`);
  for (const cycle of found) console.log(`  ${cycle.join(' ')}`);
}
process.exitCode = cycles.some(([, found]) => found.length > 0) ? 1 : 0;
