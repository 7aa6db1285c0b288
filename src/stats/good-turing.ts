import { logBinomialUpperTail } from './binomial.ts';
import { zOfLogTail } from './normal.ts';

export interface NaturalOverlap {
  /** Share of new rows whose key a sample of n rows has already shown, when both are drawn alike. */
  readonly share: number;
  readonly standardError: number;
}

/**
 * Good's coverage estimate 1 − N₁/n (1953) with Esty's standard error (1983);
 * `singletons` and `doubletons` are the keys that occur once and twice among the n rows.
 */
export function naturalOverlap(n: number, singletons: number, doubletons: number): NaturalOverlap {
  const missing = singletons / n;
  return { share: 1 - missing, standardError: Math.sqrt((singletons * (1 - missing) + 2 * doubletons) / n / n) };
}

/** Shares up to which repeats are rare events. */
const RARE = 0.2;

/**
 * z of `overlapping` rows among `rows` held-out ones against the natural share. The smallest of the normal score, which counts
 * the error of the estimate, the exact binomial one, which holds for few rows, and, where the sample shows rare repeats, that of the
 * two counts of events given their sum, which holds for few repeats. A share of 0 is taken as one row in n.
 */
export function excessOverlapZ(overlapping: number, rows: number, n: number, natural: NaturalOverlap): number {
  const { share, standardError } = natural;
  const p = Math.min(Math.max(share, 1 / n), 1);
  const normal = (overlapping - rows * p) / Math.sqrt(rows * p * (1 - p) + (rows * standardError) ** 2);
  const exact = zOfLogTail(logBinomialUpperTail(overlapping, rows, p));
  const conditional = share > 0 && share < RARE ? eventsZ(overlapping, rows, n, natural) : Infinity;
  return Math.min(Number.isNaN(normal) ? exact : normal, exact, conditional);
}

/** Przyborowski and Wilenski's conditional test of two Poisson rates (1940); rows of the sample that repeat one another are one event. */
function eventsZ(overlapping: number, rows: number, n: number, { share, standardError }: NaturalOverlap): number {
  const rowsOfEvent = Math.max(1, (standardError * n) ** 2 / (share * n));
  const events = (share * n) / rowsOfEvent;
  const ratio = (rows * rowsOfEvent) / n;
  return zOfLogTail(logBinomialUpperTail(overlapping, overlapping + events, ratio / (1 + ratio)));
}
