import { formatPath } from '../text/problem.ts';
import type { Problem } from '../text/problem.ts';

/** No template needs more. Anything deeper or larger is meant to exhaust the bot. */
const deepest = 24;
const mostNodes = 100_000;

/**
 * Checks that a parsed tree is safe to traverse: shallow, not too large (aliases count each time
 * they are used), only JSON types (YAML's dates are refused), no key `__proto__`. Must run before
 * anything else traverses a foreign tree.
 */
export function treeProblem(tree: unknown): Problem | undefined {
  return firstProblem(tree, [], { nodes: mostNodes });
}

function firstProblem(
  node: unknown,
  path: readonly PropertyKey[],
  left: { nodes: number },
): Problem | undefined {
  const here = (message: string): Problem => ({ path: formatPath(path), message });
  if (path.length > deepest) return here('is nested too deep');
  if (--left.nodes < 0) return { path: '', message: 'is too large' };
  const children = entriesOf(node);
  if (children !== undefined) {
    for (const [key, value] of children) {
      if (key === '__proto__') return here('must not have a key `__proto__`');
      const problem = firstProblem(value, [...path, key], left);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (node === null || typeof node === 'string' || typeof node === 'boolean') return undefined;
  if (typeof node === 'number' && Number.isFinite(node)) return undefined;
  if (node instanceof Date) return here('is a date in YAML 1.1: quote it');
  return here('must be text, a number, true, false, a list or a mapping');
}

function entriesOf(node: unknown): readonly (readonly [PropertyKey, unknown])[] | undefined {
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return [...items.entries()];
  }
  return isMapping(node) ? Object.entries(node) : undefined;
}

/** Whether a node is a plain mapping, as YAML and JSON parse `{…}`. */
export function isMapping(node: unknown): node is Readonly<Record<string, unknown>> {
  if (typeof node !== 'object' || node === null) return false;
  const prototype: unknown = Object.getPrototypeOf(node);
  return prototype === null || prototype === Object.prototype;
}
