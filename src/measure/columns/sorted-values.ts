import { inOrder } from './in-order.ts';

/** The values that are present, ascending; a frame's column is sorted once for all rules. */
export const sortedValues = (values: Float64Array): Float64Array => inOrder(values).values;

/** The value below which a share `q` of ascending values lies, between two neighbours linearly. */
export function quantileOf(sorted: ArrayLike<number>, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(sorted.length - 1, below + 1);
  const low = sorted[below]!;
  const high = sorted[above]!;
  return low === high || position === below ? low : low + (position - below) * (high - low);
}
