// Keeps the pages true in what they quote: the bot has these words, and these buttons.

import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { page, pages, proseOf, root } from './pages.ts';

const code = globSync(['blocks/**/*.ts', 'app/domain/**/*.ts'], { cwd: root })
  .concat('manifest.yml')
  .map(page)
  .join('\n');

const guides = pages.filter((file) => file === 'README.md' || file.startsWith('docs/'));

test.each(guides)('%s quotes what the bot says', (file) => {
  const quoted = [...proseOf(page(file)).matchAll(/“([^”]+)”/g)].map(([, words = '']) =>
    words.replaceAll(/\s+/g, ' '),
  );
  expect(quoted.filter((words) => !code.includes(words))).toEqual([]);
});

test.each([
  'Fix in the form',
  'See the spec',
  'Send unchecked',
  'Job actions',
  'Re-run on ',
  'Extend 1h',
  'Extend 4h',
  'Keep running',
  'Maximum cost',
  'What needs you',
  'Waiting for you',
  'What burns now',
  'possibly repeated',
  'owner by label',
])('%s stands on a page, and in the bot', (label) => {
  const all = guides.map((file) => page(file).replaceAll(/\s+/g, ' ')).join('\n');
  expect(all).toContain(label);
  expect(code).toContain(label);
});
