import { logBinomialUpperTail } from '../../stats/binomial.ts';
import { bonferroni } from '../../stats/multiple-testing.ts';
import { zOfLogTail } from '../../stats/normal.ts';
import { purity } from '../../stats/purity.ts';
import { total } from '../../stats/total.ts';
import type { ClassLabels } from '../labels/labels.ts';
import { allowed } from './pure-groups.ts';
import { tokensOf, tokenTable } from './tokens.ts';

const MAX_TOKENS = 50;

export interface PureTokens {
  readonly tokens: readonly string[];
  readonly label: number;
  /** Rows of the commonest. */
  readonly rows: number;
  /** Tokens that were tried. */
  readonly of: number;
}

/** The tokens that hold a class nearly alone, of the class that has the commonest of them. */
export function pureTokens(
  table: ReadonlyMap<string, Float64Array>,
  labels: ClassLabels,
  texts: readonly (string | null)[],
  maxBase: number,
  slack: number,
  required: number,
): PureTokens | undefined {
  const sizes = sizesOf(texts, labels);
  const alone: Alone[] = [];
  const pure = [...table].flatMap(([token, counts]) => {
    const rows = total(counts);
    const most = Math.max(...counts);
    const label = counts.indexOf(most);
    const baseRate = (sizes[label] ?? 0) / total(sizes);
    if (labels.classes[label] === undefined || 1 - most / rows > allowed(baseRate) + slack) return [];
    alone.push({ label, rows });
    if (baseRate > maxBase) return [];
    const { z } = purity(most, rows, baseRate, table.size * labels.classes.length);
    return z >= required ? [{ token, label, rows }] : [];
  });
  const [commonest] = pure.sort((a, b) => b.rows - a.rows);
  if (!commonest) return undefined;
  const { label } = commonest;
  if (nameThings(alone, label, sizes[label]! / total(sizes))) return undefined;
  const tokens = pure.filter((one) => one.label === label).slice(0, MAX_TOKENS);
  return {
    tokens: tokens.map(({ token }) => token),
    label,
    rows: total(tokens.map(({ rows }) => rows)),
    of: table.size,
  };
}

/** Texts of each class. */
function sizesOf(texts: readonly (string | null)[], { classes, codes }: ClassLabels): number[] {
  const sizes = classes.map(() => 0);
  texts.forEach((text, row) => {
    if (text !== null && codes[row]! >= 0) sizes[codes[row]!]!++;
  });
  return sizes;
}

/**
 * Whether no token but those given tells a class: in texts on a topic many words do, while what a labelling wrote stands by itself.
 */
export function standAlone(
  tokens: readonly string[],
  labels: ClassLabels,
  texts: readonly (string | null)[],
  least: number,
  required: number,
): boolean {
  const others = [...tokenTable(texts, labels, least)].filter(([token]) => !tokens.includes(token));
  const sizes = sizesOf(texts, labels);
  const all = total(sizes);
  return !others.some(([, counts]) =>
    counts.some((n, label) => {
      const logP = logBinomialUpperTail(n, total(counts), (sizes[label] ?? 0) / all);
      return zOfLogTail(bonferroni(logP, others.length * sizes.length)) >= required;
    }),
  );
}

/** The texts that have none of some tokens; null for the others. */
export const textsWithout = (texts: readonly (string | null)[], tokens: readonly string[]): (string | null)[] =>
  texts.map((text) => (text !== null && [...tokensOf(text)].some((token) => tokens.includes(token)) ? null : text));

/** A token that one class has alone. */
interface Alone {
  readonly label: number;
  readonly rows: number;
}

/**
 * Tokens of one class alone, for each class that has such, from which they may be things that have a class each; how unlikely the number
 * of those of one class must be to say otherwise, and how much larger than any other they must be where they are so few.
 */
const THINGS = { each: 2, chance: 0.01, few: 2, larger: 1.5 };

/**
 * Whether tokens name things of which all rows have one class, such as patients: most classes have several, this one no more of them than
 * its share of the rows lets expect. The rows of a thing then say no more than one.
 */
function nameThings(alone: readonly Alone[], label: number, baseRate: number): boolean {
  const classes = new Set(alone.map((one) => one.label)).size;
  const [own, others] = [alone.filter((one) => one.label === label), alone.filter((one) => one.label !== label)];
  if (classes < 2 || alone.length < THINGS.each * classes) return false;
  const largest = Math.max(...others.map(({ rows }) => rows));
  if (own.length <= THINGS.few && total(own.map(({ rows }) => rows)) > THINGS.larger * largest * own.length) return false;
  return logBinomialUpperTail(own.length, alone.length, baseRate) > Math.log(THINGS.chance);
}
