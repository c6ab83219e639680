// Circles in a graph: what imports itself by way of others.

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** A graph of files as one of what they belong to (`of`), without its loops on itself. */
export function graphOf(
  edges: readonly { readonly file: string; readonly from: string }[],
  of: (path: string) => string = (path) => path,
): Graph {
  const graph = new Map<string, Set<string>>();
  for (const { file, from } of edges) {
    const here = of(file);
    const there = of(from);
    const known = graph.get(here) ?? new Set();
    if (here !== there) known.add(there);
    graph.set(here, known);
  }
  return graph;
}

/** The strongly connected components of more than one node (Tarjan 1972), each sorted. */
export function circlesIn(graph: Graph): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const stack: string[] = [];
  const circles: (readonly string[])[] = [];
  const visit = (node: string): number => {
    const own = index.size;
    index.set(node, own);
    stack.push(node);
    let lowest = own;
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, index.get(next) ?? lowest);
    }
    if (lowest === own) {
      const circle = stack.splice(stack.indexOf(node));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return circles;
}
