/** Σ of counts or other numbers that do not cancel; where they may, use `compensatedSum`. */
export function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
