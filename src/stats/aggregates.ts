/** What a group of numbers is condensed to. */
export type Aggregate =
  | 'mean'
  | 'sum'
  | 'min'
  | 'max'
  | 'median'
  | 'deviation'
  | 'population deviation'
  | 'count'
  | 'distinct'
  | 'last';

export const AGGREGATES: readonly Aggregate[] = [
  ...(['mean', 'sum', 'min', 'max', 'median'] as const),
  ...(['deviation', 'population deviation', 'count', 'distinct', 'last'] as const),
];

/** Of values without NaN, in time order; NaN where it is not defined. */
export function aggregateOf(kind: Aggregate, values: readonly number[]): number {
  const n = values.length;
  if (kind === 'count') return n;
  if (kind === 'distinct') return new Set(values).size;
  if (n === 0) return Number.NaN;
  if (kind === 'last') return values[n - 1]!;
  if (kind === 'min') return values.reduce((a, b) => Math.min(a, b));
  if (kind === 'max') return values.reduce((a, b) => Math.max(a, b));
  if (kind === 'median') {
    const sorted = [...values].sort((a, b) => a - b);
    return (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2;
  }
  const sum = values.reduce((a, b) => a + b, 0);
  if (kind === 'sum') return sum;
  const mean = sum / n;
  if (kind === 'mean') return mean;
  const squares = values.reduce((all, value) => all + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (kind === 'deviation' ? n - 1 : n));
}
