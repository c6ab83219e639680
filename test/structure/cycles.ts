// Import cycles.

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The graph of imports between files, or between the groups that `of` maps them to. Imports within a group are left out. */
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
export function cyclesIn(graph: Graph): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const stack: string[] = [];
  const cycles: (readonly string[])[] = [];
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
      const cycle = stack.splice(stack.indexOf(node));
      if (cycle.length > 1) cycles.push(cycle.sort());
    }
    return lowest;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return cycles;
}
