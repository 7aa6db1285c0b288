/** Standard error of an AUC (Hanley & McNeil 1982, eq. 1, with the exponential model for Q₁ and Q₂). */
export function aucStandardError(auc: number, positives: number, negatives: number): number {
  const square = auc * auc;
  const q1 = auc / (2 - auc);
  const q2 = (2 * square) / (1 + auc);
  const variance = auc * (1 - auc) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square);
  return Math.sqrt(Math.max(0, variance) / (positives * negatives));
}

/**
 * How many standard errors an AUC stands from `reference`, the error taken as if the reference were true:
 * at 0.5 this is the Mann–Whitney z without correction for ties, so it errs to the careful side.
 */
export function aucZ(auc: number, positives: number, negatives: number, reference = 0.5): number {
  return (auc - reference) / aucStandardError(reference, positives, negatives);
}
