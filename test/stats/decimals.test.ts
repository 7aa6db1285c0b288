import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalPlaces, decimalStep } from '../../src/stats/decimals.ts';
import { Random } from '../../src/stats/random.ts';

test('known sets', () => {
  expect(decimalPlaces([1.5, 2.25, 3])).toBe(2);
  expect(decimalPlaces([1000, 25_000])).toBe(-3);
  expect(decimalPlaces([0, 0])).toBe(-Infinity);
  expect(decimalPlaces([0.1 + 0.2])).toBe(Infinity);
  expect(decimalPlaces([1 / 3])).toBe(Infinity);
  expect(decimalPlaces([1e-30, 2.5e-29])).toBe(30);
  expect(decimalPlaces([123456.789012345, 1])).toBe(9);
  expect(decimalPlaces([1e-9, 123456789])).toBe(9);
  expect(decimalPlaces([1e-9, 1234567.891234567])).toBe(Infinity);
  expect(decimalStep([1.5, 2.25])).toBe(0.01);
  expect(decimalStep([1000, 3000])).toBe(1000);
  expect(decimalStep([Math.PI])).toBe(0);
  expect(decimalStep([7, 12])).toBe(1);
});

test('numbers read from 32-bit floats', () => {
  const values = [0.1, 2.35, 17.2].map(Math.fround);
  expect(decimalPlaces(values)).toBe(Infinity);
  expect(decimalPlaces(values, 'single')).toBe(2);
  expect(decimalPlaces([0.01, 0.001].map(Math.fround), 'single')).toBe(3);
  expect(decimalPlaces([Math.fround(0.01)], 'single')).toBe(2);
  expect(decimalPlaces([Math.fround(1 / 3)], 'single')).toBe(Infinity);
});

test('any number of at most 15 digits has the places it is written with', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
      fc.integer({ min: -8, max: 40 }),
      (digits, places) => {
        fc.pre(digits !== 0n && digits % 10n !== 0n);
        expect(decimalPlaces([Number(`${digits}e${-places}`)])).toBe(places);
      },
    ),
    { numRuns: 2000 },
  );
});

test('rounded noise in any order', () => {
  const random = new Random(9);
  for (const places of [0, 1, 3, 6]) {
    const values = Array.from({ length: 200 }, () => Number((100 * random.normal()).toFixed(places)));
    expect(decimalPlaces(values)).toBe(places);
    expect(decimalPlaces(random.shuffle(values))).toBe(places);
  }
  expect(decimalPlaces(Array.from({ length: 200 }, () => random.normal()))).toBe(Infinity);
});
