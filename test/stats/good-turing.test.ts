import { expect, test } from 'vitest';
import { excessOverlapZ, naturalOverlap } from '../../src/stats/good-turing.ts';
import { Random } from '../../src/stats/random.ts';
import { expectClose } from './expect-close.ts';

test('share and error by hand', () => {
  const { share, standardError } = naturalOverlap(100, 40, 10);
  expectClose(share, 0.6);
  expectClose(standardError, Math.sqrt(40 * 0.6 + 20) / 100);
});

test('draws of one distribution overlap as expected, copies stand out', () => {
  const random = new Random(2);
  const rounds = 300;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < rounds; i++) {
    const { n, singletons, doubletons, seen } = draw(random);
    const held = Array.from({ length: 500 }, () => key(random));
    const natural = naturalOverlap(n, singletons, doubletons);
    const overlap = held.filter((value) => seen.has(value)).length;
    const z = excessOverlapZ(overlap, held.length, n, natural);
    sum += z / rounds;
    squares += z ** 2 / rounds;
    expect(z).toBeLessThan(4);
    expect(excessOverlapZ(overlap + 100, held.length, n, natural)).toBeGreaterThan(4);
  }
  expect(Math.abs(sum)).toBeLessThan(0.25);
  expect(squares).toBeGreaterThan(0.7);
  expect(squares).toBeLessThan(1.3);
});

test('a table without duplicates: few shared rows are no proof, many are', () => {
  const natural = naturalOverlap(10_000, 10_000, 0);
  expect(excessOverlapZ(0, 2000, 10_000, natural)).toBeLessThan(0);
  expect(excessOverlapZ(2, 2000, 10_000, natural)).toBeLessThan(3);
  expect(excessOverlapZ(20, 2000, 10_000, natural)).toBeGreaterThan(8);
});

test('a table that only repeats itself: full overlap is natural', () => {
  expect(excessOverlapZ(500, 500, 1000, naturalOverlap(1000, 0, 0))).toBeLessThanOrEqual(0);
});

function key(random: Random): number {
  return Math.floor(3000 * random.uniform() ** 4);
}

function draw(random: Random) {
  const seen = new Map<number, number>();
  const n = 2000;
  for (let row = 0; row < n; row++) {
    const value = key(random);
    seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  const times = [...seen.values()];
  return { n, seen, singletons: times.filter((t) => t === 1).length, doubletons: times.filter((t) => t === 2).length };
}

test('a natural share known from two pairs is hardly known', () => {
  const few = { share: 4 / 150, standardError: Math.sqrt(8) / 150 };
  expect(excessOverlapZ(18, 140, 150, few)).toBeLessThan(3);
  const many = { share: 400 / 15_000, standardError: Math.sqrt(800) / 15_000 };
  expect(excessOverlapZ(1800, 14_000, 15_000, many)).toBeGreaterThan(10);
});
