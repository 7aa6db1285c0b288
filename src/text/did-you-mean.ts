import { quote } from './quote.ts';

const longestWord = 100;
const shortestAbbreviation = 3;

/**
 * The candidate a word was probably meant to be: the same but for case, `-` and `_`, or at most a third of its letters
 * away, or else the first that it abbreviates or lengthens.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  const folded = fold(word);
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const limit = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const distance = editDistance(folded, fold(candidate));
    if (distance <= limit && distance < candidate.length && (!best || distance < best.distance)) best = { candidate, distance };
  }
  if (best || word.length < shortestAbbreviation) return best?.candidate;
  return [...candidates].find(
    (candidate) =>
      candidate.length >= shortestAbbreviation && (fold(candidate).startsWith(folded) || folded.startsWith(fold(candidate))),
  );
}

/** A hint that names the nearest candidate, or undefined. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const meant = nearest(word, candidates);
  return meant === undefined ? undefined : `did you mean ${quote(meant)}?`;
}

const fold = (word: string): string => word.toLowerCase().replaceAll('_', '-');

/** Damerau–Levenshtein distance in its restricted form (optimal string alignment): insertions, deletions, substitutions, swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let distance = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, before[j - 2]! + 1);
      row.push(distance);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
