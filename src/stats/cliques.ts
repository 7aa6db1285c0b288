/** Groups of vertices that are all adjacent to one another, greedily from the vertex with most neighbours; each vertex in one at most. */
export function disjointCliques(vertices: number, isAdjacent: (a: number, b: number) => boolean, least: number): number[][] {
  const neighbours = Array.from({ length: vertices }, (_, a) =>
    Array.from({ length: vertices }, (_, b) => b).filter((b) => a !== b && isAdjacent(a, b)),
  );
  const left = new Set(neighbours.keys());
  const found: number[][] = [];
  for (;;) {
    const degree = (a: number) => neighbours[a]!.filter((b) => left.has(b)).length;
    const order = [...left].map((a) => ({ a, degree: degree(a) })).sort((x, y) => y.degree - x.degree || x.a - y.a);
    const clique: number[] = [];
    for (const { a } of order) if (clique.every((b) => neighbours[a]!.includes(b))) clique.push(a);
    if (clique.length < least) return found;
    found.push(clique.sort((a, b) => a - b));
    for (const a of clique) left.delete(a);
  }
}
