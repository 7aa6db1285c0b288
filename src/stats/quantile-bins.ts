import { ascending } from './argsort.ts';

/** Codes 1…bins by quantile, 0 for NaN; equal values share a bin, so there may be fewer bins. At most 255 bins. */
export function quantileBins(values: Float64Array, bins: number): Uint8Array {
  const { rows, values: sorted } = ascending(values);
  const edges = binEdges(sorted, bins);
  const codes = new Uint8Array(values.length);
  for (let i = 0, below = 0; i < sorted.length; i++) {
    while (edges[below]! < sorted[i]!) below++;
    codes[rows[i]!] = 1 + below;
  }
  return codes;
}

/** The largest value of every bin but the last; a bin a value when that is few enough. */
function binEdges(sorted: Float64Array, bins: number): readonly number[] {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= bins; i++) if (sorted[i] !== distinct.at(-1)) distinct.push(sorted[i]!);
  if (distinct.length <= bins) return distinct.slice(0, -1);
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.ceil((bin * sorted.length) / bins) - 1]!;
    if (edge !== edges.at(-1) && edge !== sorted.at(-1)) edges.push(edge);
  }
  return edges;
}
