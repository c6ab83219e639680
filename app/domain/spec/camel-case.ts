// Converts the known messages' field names to those of Vertex AI's JSON. The content of unknown
// fields is left alone: a name there may be a map key, and an `args` there needn't be a list.

import type { z } from 'zod';
import type { Problem } from '../text/problem.ts';
import { isMapping } from './tree.ts';

/** Messages by the field that holds them; '' is the root. */
export type Messages = Readonly<Record<string, z.ZodObject>>;

type Names = {
  readonly messages: Messages;
  /** From snake_case, for all their fields. */
  readonly camel: ReadonlyMap<string, string>;
  /** The fields that hold lists. */
  readonly lists: ReadonlySet<string>;
};

type Renamed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Renames known fields in the tree that the field `holder` holds. Drops null fields, and turns a
 * single value into a list where the API has a list.
 */
export function renameFields(names: Names, tree: unknown, holder: string): Renamed {
  const problems: Problem[] = [];
  const inside = (node: unknown, at: string, path: string): unknown => {
    if (Array.isArray(node)) {
      const items: readonly unknown[] = node;
      return items.map((item, index) => inside(item, at, `${path}[${index}]`));
    }
    const fields = fieldsOf(names.messages, at);
    return fields === undefined || !isMapping(node) ? node : rename(node, fields, path);
  };
  const rename = (
    node: Readonly<Record<string, unknown>>,
    known: Readonly<Record<string, unknown>>,
    path: string,
  ): unknown => {
    const fields = new Map<string, unknown>();
    for (const [key, field] of Object.entries(node)) {
      const name = names.camel.get(key) ?? key;
      const isKnown = Object.hasOwn(known, name);
      if (isKnown && field === null) continue;
      const at = path === '' ? name : `${path}.${name}`;
      if (fields.has(name)) problems.push({ path: at, message: 'is given twice' });
      const isOne = isKnown && names.lists.has(name) && !Array.isArray(field);
      const value = isOne ? [inside(field, name, `${at}[0]`)] : inside(field, name, at);
      fields.set(name, isKnown ? value : field);
    }
    return Object.fromEntries(fields);
  };
  const value = inside(tree, holder, '');
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

/** The fields of the message in a field; undefined if it holds no message. */
export function fieldsOf(
  messages: Messages,
  field: string,
): Readonly<Record<string, unknown>> | undefined {
  return Object.hasOwn(messages, field) ? messages[field]?.shape : undefined;
}
