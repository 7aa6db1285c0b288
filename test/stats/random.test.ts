import { expect, test } from 'vitest';
import { momentsOf, variance } from '../../src/stats/moments.ts';
import { Random } from '../../src/stats/random.ts';

test('the stream of a seed never changes: recorded samples must stay reproducible', () => {
  const random = new Random(42);
  // From a second implementation that also gives the reference vector of xoshiro128++.
  expect(Array.from({ length: 4 }, () => random.uint32())).toEqual([80372098, 2594957127, 2747729271, 1056900822]);
});

test('uniform and normal numbers have their moments', () => {
  const random = new Random(1);
  const uniform = momentsOf(Float64Array.from({ length: 50_000 }, () => random.uniform()));
  expect(Math.abs(uniform.mean - 0.5)).toBeLessThan(0.006);
  expect(Math.abs(variance(uniform) - 1 / 12)).toBeLessThan(0.002);
  expect(uniform.min).toBeGreaterThanOrEqual(0);
  expect(uniform.max).toBeLessThan(1);
  const normal = momentsOf(Float64Array.from({ length: 50_000 }, () => random.normal()));
  expect(Math.abs(normal.mean)).toBeLessThan(0.02);
  expect(Math.abs(variance(normal) - 1)).toBeLessThan(0.03);
});

test('every whole number, order and subset is alike likely', () => {
  const random = new Random(2);
  const numbers = new Uint32Array(3);
  const orders = new Map<string, number>();
  const subsets = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    numbers[random.integer(3)]!++;
    const order = random.shuffle([1, 2, 3]).join('');
    orders.set(order, (orders.get(order) ?? 0) + 1);
    const subset = random.sample(4, 2).join('');
    subsets.set(subset, (subsets.get(subset) ?? 0) + 1);
  }
  for (const count of numbers) expect(Math.abs(count - 2000)).toBeLessThan(160);
  for (const counts of [orders, subsets]) {
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  }
});

test('a sample is sorted, without repeats, and no larger than what there is', () => {
  expect([...new Random(3).sample(3, 10)]).toEqual([0, 1, 2]);
  const sample = new Random(3).sample(1_000_000, 1000);
  expect(sample.every((value, i) => i === 0 || value > sample[i - 1]!)).toBe(true);
  expect(sample.at(-1)).toBeLessThan(1_000_000);
});
