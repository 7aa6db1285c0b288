/** Points by column, how far a coordinate may be off for its rounding, and what each column tells that others before it do not. */
export interface Coordinates {
  readonly columns: readonly Float64Array[];
  readonly tolerances: Float64Array;
  /** Bits to take off a column's, by how closely it follows other columns. */
  readonly known: Float64Array;
}

/** A point on the open segment between two others. */
export interface Between {
  readonly a: number;
  readonly b: number;
  /** Where on the way from a to b, 0 to 1, and how far that may be off. */
  readonly at: number;
  readonly atError: number;
  /** The column in which the point and a differ most, which decides where on the way it is. */
  readonly reference: number;
  /** −log₂ of the chance that a point with unrelated coordinates of this size would lie so near to the line. */
  readonly bits: number;
}

/** More digits than this of one coordinate count no further. */
const MAX_BITS = 24;
/** Coordinates that a point and two others must have for the one to be said to lie between them. */
export const LEAST_COLUMNS = 3;
/** Two points that differ by fewer tolerances in every column are one. */
const APART = 8;
/**
 * Tolerances that are enough to tell sides: where two points lie on one side of a third in a column, each by more, and the other side of it in
 * the column of reference, by more as well, the third is farther off the line between them than rounding allows.
 */
const ASIDE = 3;
/** Columns that have a bit of a whole number. */
const MOST_MARKED = 31;

let memory = new Float64Array(0);

/**
 * The pair of `near` between which a point lies: of those with `leastBits` the one of the highest `worth`, and of these the most certain.
 * Undefined without one, and where one of `near` is the point itself once more.
 */
export function liesBetween(
  { columns, tolerances, known }: Coordinates,
  point: number,
  near: ArrayLike<number>,
  leastBits: number,
  worth: (a: number, b: number) => number,
): Between | undefined {
  const [k, width] = [near.length, columns.length];
  if (memory.length < k * width) memory = new Float64Array(2 * k * width);
  const differences = memory;
  const references = new Int32Array(k);
  const [above, below] = [new Int32Array(k), new Int32Array(k)];
  for (let i = 0; i < k; i++) {
    let most = APART;
    references[i] = -1;
    for (let c = 0; c < width; c++) {
      const difference = columns[c]![near[i]!]! - columns[c]![point]!;
      differences[i * width + c] = difference;
      const distance = Math.abs(difference) / tolerances[c]!;
      if (distance > ASIDE && c < MOST_MARKED) {
        if (difference > 0) above[i]! |= 1 << c;
        else below[i]! |= 1 << c;
      }
      if (distance <= most || Number.isNaN(distance)) continue;
      most = distance;
      references[i] = c;
    }
    if (references[i]! < 0) return undefined;
  }
  let best: Between | undefined;
  let bestWorth = -Infinity;
  for (let i = 0; i < k; i++) {
    const reference = references[i]!;
    const fromA = -differences[i * width + reference]!;
    for (let j = i + 1; j < k; j++) {
      const toB = differences[j * width + reference]!;
      if (!(fromA * toB > 0)) continue;
      const shared = (above[i]! & above[j]!) | (below[i]! & below[j]!);
      if (shared !== 0 && Math.abs(toB) > ASIDE * tolerances[reference]!) continue;
      const ratio = fromA / toB;
      const ratioError = (tolerances[reference]! * (1 + ratio)) / Math.abs(toB);
      let bits = 0;
      let used = 1;
      let fits = true;
      for (let c = 0; c < width; c++) {
        if (c === reference) continue;
        const after = differences[j * width + c]!;
        const off = Math.abs(differences[i * width + c]! + ratio * after);
        // False for a missing value, which is no reason against.
        const allowed = tolerances[c]! * (1 + ratio) + ratioError * Math.abs(after);
        if (off > allowed) {
          fits = false;
          break;
        }
        const length = 2 * ratio * Math.abs(after);
        if (!(length > 2 * allowed)) continue;
        used++;
        bits += Math.max(0, Math.min(MAX_BITS, Math.log2(length / (2 * allowed)) - known[c]!));
      }
      if (!fits || used < LEAST_COLUMNS || bits < leastBits) continue;
      const value = worth(near[i]!, near[j]!);
      if (value < bestWorth || (value === bestWorth && bits <= best!.bits)) continue;
      bestWorth = value;
      best = { reference, a: near[i]!, b: near[j]!, at: ratio / (1 + ratio), atError: ratioError / (1 + ratio) ** 2, bits };
    }
  }
  return best;
}
