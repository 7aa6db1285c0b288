import { type Moments, variance } from './moments.ts';
import { zOfLogTwoSided } from './normal.ts';
import { logStudentTail } from './student-t.ts';

export interface Welch {
  readonly t: number;
  /** Welch–Satterthwaite degrees of freedom. */
  readonly df: number;
  /** log of the two-sided probability. */
  readonly logP: number;
  /** The normal score as improbable as t, with its sign. */
  readonly z: number;
}

/** Whether two means differ, the variances being whatever they are (Welch 1947); t > 0 when b's mean is the larger. */
export function welchT(a: Moments, b: Moments): Welch {
  const errorA = variance(a) / a.n;
  const errorB = variance(b) / b.n;
  const t = (b.mean - a.mean) / Math.sqrt(errorA + errorB);
  const df = (errorA + errorB) ** 2 / (errorA ** 2 / (a.n - 1) + errorB ** 2 / (b.n - 1));
  const logP = Math.min(0, Math.LN2 + logStudentTail(Math.abs(t), df));
  return { t, df, logP, z: Math.sign(t) * zOfLogTwoSided(logP) };
}
