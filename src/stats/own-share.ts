/** A square of what rounding leaves of a column that follows from others. */
const ROUNDING = 1e-24;

/**
 * The share of each column's variance that the columns before it do not explain linearly (modified Gram–Schmidt on columns of equal
 * length, with the degrees of freedom that are left); missing values count as the mean. 0 for a column without variance.
 */
export function ownShares(columns: readonly Float64Array[]): Float64Array {
  const n = columns[0]?.length ?? 0;
  const basis: Float64Array[] = [];
  return Float64Array.from(columns, (values) => {
    const rest = standardised(values);
    if (!rest) return 0;
    for (const other of basis) {
      let product = 0;
      for (let i = 0; i < n; i++) product += rest[i]! * other[i]!;
      for (let i = 0; i < n; i++) rest[i]! -= product * other[i]!;
    }
    const left = rest.reduce((sum, value) => sum + value * value, 0);
    const free = n - 1 - basis.length;
    if (left > ROUNDING) basis.push(rest.map((value) => value / Math.sqrt(left)));
    return free > 0 ? Math.min(1, (left * (n - 1)) / free) : 0;
  });
}

/** With mean 0 and length 1. */
function standardised(values: Float64Array): Float64Array | undefined {
  const present = values.filter(Number.isFinite);
  const mean = present.reduce((sum, value) => sum + value / present.length, 0);
  const centred = values.map((value) => (Number.isFinite(value) ? value - mean : 0));
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0));
  return length > 0 && Number.isFinite(length) ? centred.map((value) => value / length) : undefined;
}
