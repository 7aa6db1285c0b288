import { logBinomialMass } from './saddle-point.ts';

/** log of the two-sided probability of k₁ of n₁ against k₂ of n₂ successes: all tables no likelier than this one (Fisher 1935). */
export function logFisherExact(k1: number, n1: number, k2: number, n2: number): number {
  const hits = k1 + k2;
  const observed = logHypergeometricMass(k1, n1, n2, hits);
  let sum = 0;
  for (let k = Math.max(0, hits - n2); k <= Math.min(hits, n1); k++) {
    const mass = logHypergeometricMass(k, n1, n2, hits);
    if (mass <= observed + 1e-7) sum += Math.exp(mass - observed);
  }
  return Math.min(0, observed + Math.log(sum));
}

/** log P(k of the first n₁ are hit) when `hits` of n₁ + n₂ are, as a quotient of binomial masses (Loader 2000). */
function logHypergeometricMass(k: number, n1: number, n2: number, hits: number): number {
  const p = hits / (n1 + n2);
  const q = (n1 + n2 - hits) / (n1 + n2);
  return logBinomialMass(k, n1, p, q) + logBinomialMass(hits - k, n2, p, q) - logBinomialMass(hits, n1 + n2, p, q);
}
