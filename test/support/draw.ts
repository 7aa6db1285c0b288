import { Random } from '../../src/stats/random.ts';
import type { ColumnType, TypedValues } from '../../src/testing/memory-table.ts';

type Drawn = number | string | boolean | bigint | null;

/** A column of seeded random values. */
export function draw(seed: number, rows: number, value: (random: Random, row: number) => Drawn): Drawn[] {
  const random = new Random(seed);
  return Array.from({ length: rows }, (_, row) => value(random, row));
}

export const typed = (type: ColumnType, values: readonly Drawn[]): TypedValues => ({ type, values });

/** Any of the values, the earlier the more often as weights say. */
export function pick<T>(random: Random, values: readonly T[], weights?: readonly number[]): T {
  if (!weights) return values[random.integer(values.length)]!;
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  return (
    values.find((_, i) => {
      left -= weights[i]!;
      return left < 0;
    }) ?? values.at(-1)!
  );
}
