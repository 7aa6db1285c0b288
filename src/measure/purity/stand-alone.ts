import { logBinomialUpperTail } from '../../stats/binomial.ts';
import { logChiSquareTail } from '../../stats/chi-square.ts';
import { bonferroni } from '../../stats/multiple-testing.ts';
import { zOfLogTail } from '../../stats/normal.ts';
import { total } from '../../stats/total.ts';
import type { ClassLabels } from '../labels/labels.ts';
import { classSizes, tokensOf, tokenTable } from './tokens.ts';

/** Rows of a token from which all tokens together may tell classes, and significance from which they do. */
const TOPIC = { rows: 5, z: 2 };

/**
 * Whether no tokens but those given tell a class, one of them alone or all together: in texts on a topic many words do, while what a
 * labelling wrote stands by itself.
 */
export function standAlone(tokens: readonly string[], labels: ClassLabels, texts: readonly (string | null)[]): boolean {
  const others = [...tokenTable(texts, labels, TOPIC.rows)]
    .filter(([token]) => !tokens.includes(token))
    .map(([, counts]) => counts);
  const sizes = classSizes(texts, labels);
  // As in the table, the rarest classes share the last place.
  const last = (others[0]?.length ?? 1) - 1;
  const folded = [...sizes.slice(0, last), total(sizes.slice(last))];
  const shares = folded.map((size) => size / total(sizes));
  const present = shares.filter((share) => share > 0).length;
  const single = others.flatMap((counts) =>
    Array.from(counts, (n, label) => logBinomialUpperTail(n, total(counts), shares[label] ?? 0)),
  );
  // Pearson's χ² of each token against the classes of all texts.
  const together = others.reduce((sum, counts) => sum + chiSquare(counts, shares), 0);
  const logP = Math.min(
    bonferroni(Math.min(0, ...single), single.length),
    others.length && present > 1 ? logChiSquareTail(together, others.length * (present - 1)) : 0,
  );
  return zOfLogTail(logP) < TOPIC.z;
}

function chiSquare(counts: Float64Array, shares: readonly number[]): number {
  const rows = total(counts);
  return shares.reduce((sum, share, label) => (share > 0 ? sum + (counts[label]! - rows * share) ** 2 / (rows * share) : sum), 0);
}

/** The texts that have none of some tokens; null for the others. */
export const textsWithout = (texts: readonly (string | null)[], tokens: readonly string[]): (string | null)[] =>
  texts.map((text) => (text !== null && [...tokensOf(text)].some((token) => tokens.includes(token)) ? null : text));
