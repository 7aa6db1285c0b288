import { Random } from '../../src/stats/random.ts';
import type { Columns } from '../../src/testing/memory-table.ts';

/** Columns of numbers by name; NaN for a gap. */
export type Numbers = Readonly<Record<string, readonly number[]>>;

/** A table drawn at random, cut into parts of the given sizes; each column has another shape, location and scale. */
export function drawnParts<const Sizes extends readonly number[]>(
  seed: number,
  sizes: Sizes,
  width = 4,
): { [K in keyof Sizes]: Numbers } {
  const shapes = [
    (random: Random) => 40 + 7 * random.normal(),
    (random: Random) => Math.exp(3 + random.normal()),
    (random: Random) => 1e-3 * (random.uniform() + random.uniform()),
    (random: Random) => -5000 + 900 * random.normal(),
  ];
  return sizes.map((rows, part) => {
    const random = new Random(seed * 1000 + part);
    const shared = Array.from({ length: rows }, () => random.normal());
    return Object.fromEntries(
      Array.from({ length: width }, (_, i) => {
        const shape = shapes[i % shapes.length]!;
        return [`x${i}`, shared.map((common) => shape(random) * (1 + 0.05 * common))];
      }),
    );
  }) as { [K in keyof Sizes]: Numbers };
}

export const together = (...parts: readonly Numbers[]): Numbers =>
  Object.fromEntries(Object.keys(parts[0]!).map((name) => [name, parts.flatMap((part) => part[name]!)]));

/** What a transformer learns from a column's values without gaps, and what it then does to one value. */
export type Transformer = (fitted: readonly number[]) => (value: number) => number;

/** Fits a transformer to each column of some rows and applies it to the columns of others. */
export function transform(rows: Numbers, fittedOn: Numbers, transformer: Transformer): Numbers {
  return Object.fromEntries(
    Object.entries(rows).map(([name, values]) => {
      const apply = transformer(fittedOn[name]!.filter((value) => !Number.isNaN(value)));
      return [name, values.map((value) => (Number.isNaN(value) ? value : apply(value)))];
    }),
  );
}

/** The same for a transformer that has something to say of gaps. */
export function fillGaps(rows: Numbers, fittedOn: Numbers, fill: (values: readonly number[]) => number): Numbers {
  return Object.fromEntries(
    Object.entries(rows).map(([name, values]) => {
      const filled = fill(fittedOn[name]!.filter((value) => !Number.isNaN(value)));
      return [name, values.map((value) => (Number.isNaN(value) ? filled : value))];
    }),
  );
}

export const rounded = (rows: Numbers, decimals: number): Numbers =>
  Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [name, values.map((value) => Number(value.toFixed(decimals)))]),
  );

export const withGaps = (rows: Numbers, share: number, seed: number): Numbers => {
  const random = new Random(seed);
  return Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [name, values.map((value) => (random.uniform() < share ? Number.NaN : value))]),
  );
};

/** Gaps become nulls. */
export const asColumns = (rows: Numbers): Columns =>
  Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [
      name,
      { type: 'DOUBLE' as const, values: values.map((value) => (Number.isNaN(value) ? null : value)) },
    ]),
  );

export const mean = (values: readonly number[]): number => {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
};
export const deviation = (values: readonly number[], freed = 0): number => {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - freed));
};
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort();
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
};

export const standard: Transformer = (fitted) => {
  const [center, scale] = [mean(fitted), deviation(fitted)];
  return (value) => (value - center) / scale;
};
export const robust: Transformer = (fitted) => {
  const [center, scale] = [quantile(fitted, 0.5), quantile(fitted, 0.75) - quantile(fitted, 0.25)];
  return (value) => (value - center) / scale;
};
export const minMax: Transformer = (fitted) => {
  const [least, most] = [Math.min(...fitted), Math.max(...fitted)];
  return (value) => value * (1 / (most - least)) - least / (most - least);
};
export const maxAbs: Transformer = (fitted) => {
  const most = Math.max(...fitted.map(Math.abs));
  return (value) => value / most;
};
