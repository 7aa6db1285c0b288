import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countUpTo, distinctUpTo, hasRun, haveCommon, runLengths, unionSize } from '../../src/stats/sorted.ts';

const sorted = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 40 }).map((values) => Float64Array.from(values).sort());

test('counts what is up to a value from wherever it starts', () => {
  fc.assert(
    fc.property(sorted, fc.integer({ min: -10, max: 10 }), fc.nat(40), (values, cut, from) => {
      const expected = values.filter((value) => value <= cut).length;
      expect(countUpTo(values, cut)).toBe(expected);
      expect(countUpTo(values, cut, Math.min(from, expected))).toBe(expected);
    }),
  );
});

test('counts the different values of two arrays until they are too many', () => {
  fc.assert(
    fc.property(sorted, sorted, fc.nat(20), (a, b, most) => {
      const expected = new Set([...a, ...b]).size;
      const distinct = distinctUpTo(a, Infinity);
      expect(unionSize(a, distinct, b, Infinity)).toBe(expected);
      expect(unionSize(a, distinct, b, most) > most).toBe(expected > most);
    }),
  );
});

test('sees values that stand in both arrays', () => {
  fc.assert(
    fc.property(sorted, sorted, (a, b) => {
      expect(haveCommon(a, b)).toBe(a.some((value) => b.includes(value)));
    }),
  );
});

test('sees whether a value is common', () => {
  fc.assert(
    fc.property(sorted, fc.integer({ min: 1, max: 12 }), (values, length) => {
      expect(hasRun(values, length - 0.5)).toBe(Math.max(0, ...runLengths(values)) >= length);
    }),
  );
});

test('counts the rows of each value', () => {
  expect(runLengths([1, 1, 2, 5, 5, 5])).toEqual([2, 1, 3]);
});
