// The pages that people read, and what is in them.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** The text of a page, by its path from the root. */
export const page = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Paths of all pages from the root. */
export const pages: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
  'app/sandbox/slack/README.md',
  'app/sandbox/vertex/README.md',
];

const fence = /^ *```.*\n([^]*?)^ *```$/gm;

/** What stands in code font: each span in a line, and each line of a block. */
export function codeOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(fence)].flatMap(([, block = '']) => block.split('\n'));
  const spans = [...proseOf(text).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  return [...spans, ...blocks].map((code) => code.trim()).filter((code) => code !== '');
}

/** The text without its blocks of code. */
export const proseOf = (text: string): string => text.replaceAll(fence, '');

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Where a page leads to and which pictures it shows. */
export function linksOf(text: string): readonly string[] {
  const prose = proseOf(text).replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset)="([^"]+)"/g)].map(
    ([, link, picture]) => link ?? picture ?? '',
  );
}
