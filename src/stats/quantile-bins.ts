import { countBelow } from './sorted.ts';

/** Codes 1…bins by quantile, 0 for NaN; equal values share a bin, so there may be fewer bins. At most 255 bins. */
export function quantileBins(values: Float64Array, bins: number): Uint8Array {
  const edges = binEdges(values, bins);
  return Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1 + countBelow(edges, value)));
}

/** The largest value of every bin but the last; a bin a value when that is few enough. */
function binEdges(values: Float64Array, bins: number): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, i) => value !== sorted[i - 1]);
  if (distinct.length <= bins) return distinct.slice(0, -1);
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.ceil((bin * sorted.length) / bins) - 1]!;
    if (edge !== edges.at(-1) && edge !== sorted.at(-1)) edges.push(edge);
  }
  return Float64Array.from(edges);
}
