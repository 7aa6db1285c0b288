import { logFisherExact } from './fisher-exact.ts';
import { logNormalTail, zOfLogTwoSided } from './normal.ts';

export interface ProportionDifference {
  /** k₂/n₂ − k₁/n₁. */
  readonly difference: number;
  /** With the sign of the difference. */
  readonly z: number;
  /** log of the two-sided probability. */
  readonly logP: number;
}

/** Two proportions compared: pooled z, or Fisher's exact test where a cell is expected to hold fewer than 5 (Cochran 1954). */
export function proportionDifference(k1: number, n1: number, k2: number, n2: number): ProportionDifference {
  const difference = k2 / n2 - k1 / n1;
  const hits = k1 + k2;
  const n = n1 + n2;
  if ((Math.min(n1, n2) / n) * Math.min(hits, n - hits) < 5) {
    const logP = logFisherExact(k1, n1, k2, n2);
    return { difference, z: Math.sign(difference) * zOfLogTwoSided(logP), logP };
  }
  const z = difference / Math.sqrt((hits / n) * (1 - hits / n) * (1 / n1 + 1 / n2));
  return { difference, z, logP: Math.min(0, Math.LN2 + logNormalTail(Math.abs(z))) };
}
