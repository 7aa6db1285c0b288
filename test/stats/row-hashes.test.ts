import { expect, test } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { RowHashes } from '../../src/stats/row-hashes.ts';

test('as many hashes as rows that differ', () => {
  const random = new Random(1);
  const rows = 20_000;
  const numbers = Float64Array.from({ length: rows }, () => Math.floor(random.uniform() * 50));
  const small = Float64Array.from({ length: rows }, () => Math.floor(random.uniform() * 40) * 1e-9);
  const texts = Array.from({ length: rows }, () => (random.uniform() < 0.1 ? null : `t${Math.floor(random.uniform() * 9)}`));
  const hashes = new RowHashes(rows);
  const seen = (columns: readonly ArrayLike<unknown>[]) =>
    new Set(Array.from({ length: rows }, (_, row) => columns.map((column) => column[row]).join('|'))).size;
  const columns: ArrayLike<number | string | null>[] = [];
  for (const column of [numbers, small, texts]) {
    hashes.add(column);
    columns.push(column);
    expect(hashes.distinct()).toBe(seen(columns));
  }
});

test('zeros of either sign are one value, and so are all that are not a number', () => {
  const hashes = new RowHashes(4);
  hashes.add(Float64Array.of(0, -0, Number.NaN, Number.NaN));
  expect(hashes.distinct()).toBe(2);
});
