// Templates and policies as text: parsing, formatting and comparing YAML.

// Not all of the library: a bot that starts loads this.
import { structuredPatch } from 'diff/lib/patch/create.js';
import { stringify } from 'yaml';
import { parsePolicy, type ParsedPolicy } from '../domain/permission/read/parse-policy.ts';
import {
  parseTemplate,
  type ParsedTemplate,
  type TemplateSource,
} from '../domain/template/read/parse-template.ts';
import {
  lookForSecrets,
  lookThroughRefused,
  type SecretSearch,
} from '../domain/template/secret/secret-search.ts';
import type { Template } from '../domain/template/template.ts';
import type { DiffLine } from '../domain/template/text/text-diff.ts';
import { isMapping, treeProblem } from '../domain/spec/tree.ts';
import { shownYaml } from './shown-yaml.ts';
import { parseYaml } from './yaml.ts';

/** Lines of context around a change. */
const context = 3;
/**
 * Texts with more differences than this count as wholly different, since finding the shortest diff
 * would take too long.
 */
const mostEdits = 2_000;

/** Synchronous, however long it takes: for small texts, and inside the worker thread. */
export const templateText = {
  read(text: string, source: TemplateSource): ParsedTemplate {
    const yaml = parseYaml(text);
    if (!yaml.ok) return { ok: false, problems: [yaml.message] };
    const parsed = parseTemplate(yaml.tree, source);
    return parsed.ok ? parsed : { ...parsed, name: nameIn(yaml.tree) };
  },
  policy(text: string): ParsedPolicy {
    const yaml = parseYaml(text, '1.2');
    return yaml.ok ? parsePolicy(yaml.tree) : { ok: false, problems: [yaml.message] };
  },
  show(text: string): string {
    const yaml = parseYaml(text);
    return shownYaml(text, yaml.ok ? yaml.tree : undefined);
  },
  search(template: Template | undefined, text: string): SecretSearch {
    if (template !== undefined) return lookForSecrets(template, text);
    const yaml = parseYaml(text);
    const isSafe = yaml.ok && treeProblem(yaml.tree) === undefined;
    return lookThroughRefused(isSafe ? yaml.tree : undefined, text);
  },
  // No folding, so a long argument stays on one line.
  write: (tree: Readonly<Record<string, unknown>>): string => stringify(tree, { lineWidth: 0 }),
  compare: (before: string, after: string): readonly DiffLine[] =>
    compareLines(endLine(before), endLine(after)),
};

/** The name in a tree that isn't a valid template. */
function nameIn(tree: unknown): string | undefined {
  const name = isMapping(tree) ? tree['name'] : undefined;
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}

/** Adds a final newline, so that a missing one isn't a difference. */
const endLine = (text: string): string => `${text.replaceAll('\r\n', '\n').trimEnd()}\n`;

function compareLines(before: string, after: string): readonly DiffLine[] {
  const patch = structuredPatch('', '', before, after, '', '', {
    context,
    maxEditLength: mostEdits,
  });
  if (patch === undefined) return whollyDifferent(before, after);
  const shown: DiffLine[] = [];
  let next = 1;
  for (const { oldStart, oldLines, lines } of patch.hunks) {
    const skipped = Math.max(0, oldStart - next);
    if (skipped > 0) shown.push({ kind: 'gap', lines: skipped });
    shown.push(...lines.map(readLine));
    next = oldStart + oldLines;
  }
  const left = before.split('\n').length - next;
  return left > 0 && shown.length > 0 ? [...shown, { kind: 'gap', lines: left }] : shown;
}

/** A diff that removes all of one text and adds all of the other. */
export function whollyDifferent(before: string, after: string): readonly DiffLine[] {
  return [...linesOf('removed', before), ...linesOf('added', after)];
}

function readLine(line: string): DiffLine {
  const [sign, text] = [line[0], line.slice(1)];
  return { kind: sign === '+' ? 'added' : sign === '-' ? 'removed' : 'same', text };
}

function linesOf(kind: 'added' | 'removed', text: string): DiffLine[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => ({ kind, text: line }));
}
