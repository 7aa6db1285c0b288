/**
 * The least q ≤ `most` with |value − p/q| ≤ tolerance among the convergents of the value's continued fraction; undefined when there is
 * none. A random number has one with a probability of about 0.6·most²·tolerance.
 */
export function denominatorOf(value: number, most: number, tolerance: number): number | undefined {
  const target = Math.abs(value);
  let [pBefore, p] = [1, Math.floor(target)];
  let [qBefore, q] = [0, 1];
  let rest = target - p;
  while (q <= most) {
    if (Math.abs(target - p / q) <= tolerance) return q;
    if (rest === 0) return undefined;
    const whole = Math.floor(1 / rest);
    rest = 1 / rest - whole;
    [pBefore, p] = [p, whole * p + pBefore];
    [qBefore, q] = [q, whole * q + qBefore];
  }
  return undefined;
}

/** The least q ≤ `most` of which all values are multiples of 1/q; undefined when there is none. */
export function commonDenominator(values: ArrayLike<number>, most: number, tolerance: number): number | undefined {
  let common = 1;
  for (let i = 0; i < values.length; i++) {
    const q = denominatorOf(values[i]!, most, tolerance);
    if (q === undefined) return undefined;
    common *= q / greatestCommonDivisor(common, q);
    if (common > most) return undefined;
  }
  return common;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
