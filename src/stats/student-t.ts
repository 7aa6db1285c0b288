import { logIncompleteBeta } from './incomplete-beta.ts';
import { log1mExp } from './log-space.ts';

/** log P(T > t), T Student with `df` (need not be whole) degrees of freedom (Abramowitz & Stegun 26.7.1). */
export function logStudentTail(t: number, df: number): number {
  if (t < 0) return log1mExp(logStudentTail(-t, df));
  const square = t * t;
  return logIncompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square)) - Math.LN2;
}
