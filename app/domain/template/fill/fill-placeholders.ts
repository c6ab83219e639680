// Placeholders are filled in the parsed tree: a value becomes a leaf, part of a text, or entries of
// a list. Filled values aren't parsed again, so `{{`, quotes or newlines in one are plain text.

import type { Leaf } from '../parameter-value.ts';
import { parseParts, wholePlaceholder } from '../placeholder.ts';
import type { Part } from '../placeholder.ts';
import { formatPath } from '../../text/problem.ts';
import { isMapping } from '../../spec/tree.ts';

type Filled = {
  readonly tree: unknown;
  /** The parameters whose values are at each path of the filled tree. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
};

/**
 * Fills the placeholders of a tree; keys are never filled. A placeholder that is the whole text
 * keeps its value's type in typed fields (`typedFields`, by name) and is text elsewhere, so
 * `args: ['--steps', '{{steps}}']` gets text. A list replaces the whole field
 * (`args: '{{flags}}'`), or, as an entry of a list, that entry. The tree is shallow and its
 * placeholders valid (checked on reading); an unknown one stays as it is.
 */
export function fillPlaceholders(
  tree: unknown,
  leaves: ReadonlyMap<string, Leaf>,
  typedFields: ReadonlySet<string>,
): Filled {
  const sources = new Map<string, readonly string[]>();
  return { tree: fillNode(tree, [], { leaves, typedFields, sources }), sources };
}

type Filling = {
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly typedFields: ReadonlySet<string>;
  readonly sources: Map<string, readonly string[]>;
};

function fillNode(node: unknown, path: readonly PropertyKey[], filling: Filling): unknown {
  if (typeof node === 'string') return fillText(node, path, filling);
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return fillList(items, path, filling);
  }
  if (!isMapping(node)) return node;
  // `fromEntries` defines own properties whatever the key is, so no key can reach a prototype.
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, fillNode(value, [...path, key], filling)]),
  );
}

function fillList(
  items: readonly unknown[],
  path: readonly PropertyKey[],
  filling: Filling,
): unknown[] {
  const filled: unknown[] = [];
  for (const item of items) {
    const name = typeof item === 'string' ? wholePlaceholder(parseParts(item)) : undefined;
    const leaf = name === undefined ? undefined : filling.leaves.get(name);
    if (name !== undefined && typeof leaf === 'object') {
      leaf.forEach((_, index) =>
        filling.sources.set(formatPath([...path, filled.length + index]), [name]),
      );
      filled.push(...leaf);
    } else {
      filled.push(fillNode(item, [...path, filled.length], filling));
    }
  }
  return filled;
}

function fillText(text: string, path: readonly PropertyKey[], filling: Filling): unknown {
  const { leaves, typedFields, sources } = filling;
  const parts = parseParts(text);
  const names = parts.flatMap((part) => (part.kind === 'placeholder' ? [part.name] : []));
  if (names.length > 0) sources.set(formatPath(path), names);
  const leaf = leaves.get(wholePlaceholder(parts) ?? '');
  if (leaf === undefined) return parts.map((part) => writePart(part, leaves)).join('');
  if (typeof leaf === 'object') return [...leaf];
  const field = path.at(-1);
  return typeof field === 'string' && typedFields.has(field) ? leaf : String(leaf);
}

function writePart(part: Part, leaves: ReadonlyMap<string, Leaf>): string {
  if (part.kind !== 'placeholder') return part.text;
  const leaf = leaves.get(part.name);
  return leaf === undefined ? `{{${part.name}}}` : String(leaf);
}

export type PlaceholderUse = {
  readonly path: string;
  readonly part: Exclude<Part, { readonly kind: 'text' }>;
  /** Whether the placeholder is the whole text: only then may it be a list. */
  readonly whole: boolean;
};

/** Every placeholder in a tree, malformed ones included, in reading order. */
export function placeholderUses(
  node: unknown,
  path: readonly PropertyKey[] = [],
): readonly PlaceholderUse[] {
  if (typeof node === 'string') {
    const parts = parseParts(node);
    return parts.flatMap((part) =>
      part.kind === 'text' ? [] : [{ path: formatPath(path), part, whole: parts.length === 1 }],
    );
  }
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return items.flatMap((item, index) => placeholderUses(item, [...path, index]));
  }
  if (!isMapping(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => placeholderUses(value, [...path, key]));
}
