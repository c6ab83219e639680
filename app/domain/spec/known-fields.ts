import { specMessages } from './custom-job-spec.ts';
import { formatPath } from '../text/problem.ts';
import { isMapping } from './tree.ts';

type KnownFields = {
  readonly spec: Readonly<Record<string, unknown>>;
  /** Paths of the unknown fields that were left out. */
  readonly unknown: readonly string[];
};

/**
 * A spec read from Vertex AI (in camelCase), without the fields that the schema doesn't know. They
 * couldn't be checked, so no template may contain them.
 */
export function knownFields(spec: Readonly<Record<string, unknown>>, at: string): KnownFields {
  const unknown: string[] = [];
  const copy = (node: unknown, holder: string, path: readonly PropertyKey[]): unknown => {
    if (Array.isArray(node)) {
      const items: readonly unknown[] = node;
      return items.map((item, index) => copy(item, holder, [...path, index]));
    }
    return isMapping(node) ? copyFields(node, holder, path) : node;
  };
  const copyFields = (
    node: Readonly<Record<string, unknown>>,
    holder: string,
    path: readonly PropertyKey[],
  ): Readonly<Record<string, unknown>> => {
    const fields = specMessages[holder]?.shape ?? {};
    const known = Object.entries(node).filter(([key]) => {
      const isKnown = Object.hasOwn(fields, key);
      if (!isKnown) unknown.push(formatPath([...path, key]));
      return isKnown;
    });
    return Object.fromEntries(known.map(([key, value]) => [key, copy(value, key, [...path, key])]));
  };
  return { spec: copyFields(spec, '', [at]), unknown };
}
