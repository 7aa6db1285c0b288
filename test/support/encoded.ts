import { Random } from '../../src/stats/random.ts';
import type { Columns } from '../../src/testing/memory-table.ts';

/** Rows with a category and a target, of which the first part is for fitting. */
export interface Categorised {
  readonly category: readonly string[];
  readonly y: readonly number[];
  readonly fitRows: number;
}

/** What an encoder makes of one level's targets; `all`: those of every row it is fitted on. */
export type Encoder = (level: readonly number[], all: readonly number[]) => number;

/** Levels of falling size; a 0/1 target, or one around 1000, that depends on them. */
export function categorised(seed: number, rows: number, levels: number, kind: 'class' | 'number' = 'class'): Categorised {
  const random = new Random(seed);
  const effects = Array.from({ length: levels }, () => random.normal());
  const drawn = Array.from({ length: rows }, () => {
    const level = Math.floor(levels * random.uniform() ** 2);
    const score = effects[level]! + random.normal();
    return { category: `level ${level}`, y: kind === 'class' ? Number(score > 0.5) : 1000 + 100 * score };
  });
  return { category: drawn.map((row) => row.category), y: drawn.map((row) => row.y), fitRows: Math.round(rows * 0.75) };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

export const meanOf: Encoder = (level) => mean(level);
export const smoothed =
  (m: number): Encoder =>
  (level, all) =>
    (sum(level) + m * mean(all)) / (level.length + m);
export const weightOfEvidence: Encoder = (level, all) => {
  const odds = (values: readonly number[], added: number) => (sum(values) + added) / (values.length - sum(values) + added);
  return Math.log(odds(level, 1) / odds(all, 2));
};
export const countOf: Encoder = (level) => level.length;
export const frequencyOf: Encoder = (level, all) => level.length / all.length;

/** The code of every row by an encoder that was fitted on the rows from `from` to `to`; levels unknown there get the mean of all. */
export function encode({ category, y }: Categorised, encoder: Encoder, [from, to]: readonly [number, number]): number[] {
  const levels = new Map<string, number[]>();
  const fitted = y.slice(from, to);
  category.slice(from, to).forEach((level, i) => {
    levels.set(level, [...(levels.get(level) ?? []), fitted[i]!]);
  });
  const codes = new Map([...levels].map(([level, targets]) => [level, encoder(targets, fitted)]));
  return category.map((level) => codes.get(level) ?? mean(fitted));
}

/** The mean over the other rows of each row's level, or over the other folds' rows with `folds`. */
export function leftOut(
  { category, y }: Categorised,
  [from, to]: readonly [number, number],
  folds = Number.POSITIVE_INFINITY,
): number[] {
  return category.map((level, row) => {
    const others: number[] = [];
    for (let i = from; i < to; i++) {
      const isOther = folds === Number.POSITIVE_INFINITY ? i !== row : i % folds !== row % folds;
      if (category[i] === level && isOther) others.push(y[i]!);
    }
    return others.length ? mean(others) : mean(y);
  });
}

/** Columns of all rows, cut into the fit and the held-out ones. */
export function cut(
  columns: Readonly<Record<string, readonly (number | string | null)[]>>,
  fitRows: number,
): { train: Columns; test: Columns } {
  const part = (from: number, to?: number) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(from, to)]));
  return { train: part(0, fitRows), test: part(fitRows) };
}
