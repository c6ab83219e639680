// Keeps all pages true in what can be looked up: links, files, scripts, commands and variables that they name exist.

import { existsSync, globSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { variables } from '../../app/environment.ts';
import { verbNamed } from '../../app/domain/command/verb-names.ts';
import { anchorsOf, codeOf, linksOf, page, pages, root } from './pages.ts';

/** Variables of others: of Google’s library, of Node, and of this project’s tests. */
const ofOthers = [
  'GOOGLE_APPLICATION_CREDENTIALS',
  'NODE_COMPILE_CACHE',
  'TEST_POSTGRES_URL',
  'TEST_POSTGRES_RESTART',
  'CHROMIUM',
];

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(page('package.json')));

/** README has to stay a page that is read to its end. */
const longestReadme = 120;

test('README is short', () => {
  expect(page('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(longestReadme);
});

/** The files that a page links to, by their paths from the root. */
const ledTo = (file: string): readonly string[] =>
  linksOf(page(file)).map((link) => normalize(join(dirname(file), link.split('#', 1)[0] ?? '')));

test('README links to every page of docs but the one that permissions has', () => {
  const direct = pages.filter((file) => /^(?:docs\/|[A-Z]+\.md$)/.test(file));
  const linked = [...ledTo('README.md'), 'README.md', 'docs/who-may-do-what.md'];
  expect(direct.filter((file) => !linked.includes(file))).toEqual([]);
});

test('every page is reached from README', () => {
  const reached = new Set(['README.md']);
  // A set that grows while it is walked through is walked through to its end.
  for (const file of reached) {
    for (const next of ledTo(file)) if (pages.includes(next)) reached.add(next);
  }
  expect(pages.filter((file) => !reached.has(file))).toEqual([]);
});

test('every picture is shown', () => {
  const shown = pages.flatMap(ledTo);
  const pictures = readdirSync(join(root, '.github/pictures'));
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.filter((name) => !shown.includes(`.github/pictures/${name}`))).toEqual([]);
});

test.each(pages)('%s has nothing left of a merge', (file) => {
  expect(page(file)).not.toMatch(/^(?:<{7}|={7}$|>{7}|(?:> ){6}>)/m);
});

test.each(pages)('%s links to pages and headings that exist', (file) => {
  const dead = linksOf(page(file)).filter((link) => {
    if (/^(?:https?:|mailto:)/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : normalize(join(dirname(file), path));
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(page(target)).includes(anchor);
  });
  expect(dead).toEqual([]);
});

const isPath = (word: string): boolean =>
  /^(?:app|blocks|docs|test|\.ci|\.github)\/[^…]/.test(word) ||
  /^(?:[A-Z]\w*\.md|[\w-]+\.ts|\w+\.json|manifest\.yml|Dockerfile)$/.test(word);

/** The paths in code font, without a line (`file.ts:12`) and with each of `{a,b}`. */
const pathsOf = (text: string): readonly string[] =>
  codeOf(text).flatMap((code) => code.split(/\s+/).filter(isPath));

test.each(pages)('%s names files and folders that exist', (file) => {
  const exists = (path: string): boolean =>
    /[*{]/.test(path)
      ? globSync(path, { cwd: root }).length > 0
      : [root, join(root, dirname(file))].some((folder) => existsSync(join(folder, path)));
  expect(pathsOf(page(file)).filter((path) => !exists(path))).toEqual([]);
});

test.each(pages)('%s names scripts that package.json has', (file) => {
  const known = new Set(['install', 'ci', 'scripts', ...Object.keys(scripts)]);
  const named = codeOf(page(file)).flatMap((code) =>
    [...code.matchAll(/\bnpm (?:run )?(?:-s )?([a-z][\w:-]*)/g)].map(([, name = '']) => name),
  );
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test.each(pages)('%s names commands that the bot has', (file) => {
  const named = codeOf(page(file)).flatMap((code) =>
    [...code.matchAll(/(?:^|\s)(?:\/job|@Vertex Jobs) ([a-z][\w-]*)/g)].map(
      ([, verb = '']) => verb,
    ),
  );
  expect(named.filter((verb) => verbNamed(verb) === undefined)).toEqual([]);
});

/** Words of Google’s in capitals, and variables of the sandbox’s jobs. */
const noVariable = /^(?:NVIDIA_\w+|FLEX_START|JOB_ID|SANDBOX_\w+)$/;

test.each(pages.filter((file) => file !== 'CHANGELOG.md'))(
  '%s names variables that there are',
  (file) => {
    const named = codeOf(page(file)).flatMap((code) =>
      /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?:=.*)?$/.test(code) ? [code.replace(/=.*/, '')] : [],
    );
    const known = [...variables, ...ofOthers];
    expect(named.filter((name) => !known.includes(name) && !noVariable.test(name))).toEqual([]);
  },
);

test('enough is looked up for the tests above to mean something', () => {
  const all = pages.map(page);
  expect(all.flatMap(linksOf).length).toBeGreaterThan(80);
  expect(all.flatMap(pathsOf).length).toBeGreaterThan(150);
});
