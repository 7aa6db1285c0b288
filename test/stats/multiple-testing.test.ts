import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg, bonferroni, requiredZ } from '../../src/stats/multiple-testing.ts';
import { expectClose } from './expect-close.ts';

test('the example of scipy.stats.false_discovery_control', () => {
  const ps = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269];
  const all = [...ps, 0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986];
  const adjusted = benjaminiHochberg(all.map(Math.log));
  [0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.26428571, 0.49107143].forEach((expected, i) => {
    expect(Math.exp(adjusted[i]!)).toBeCloseTo(expected, 7);
  });
  expect(Math.exp(adjusted[24]!)).toBeCloseTo(0.986, 12);
});

test('any order, never below the probability or above one, and beyond the range of doubles', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -2000, max: 0, noNaN: true }), { minLength: 1, maxLength: 30 }), (logPs) => {
      const adjusted = benjaminiHochberg(logPs);
      const reversed = benjaminiHochberg([...logPs].reverse()).reverse();
      expect([...adjusted]).toEqual([...reversed]);
      adjusted.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(logPs[i]!);
        expect(value).toBeLessThanOrEqual(0);
      });
    }),
  );
});

test('the demand on z grows with the tests', () => {
  expect([1, 10, 11, 100, 101, 1000, 1001].map(requiredZ)).toEqual([3.5, 3.5, 4, 4, 4.5, 4.5, 5]);
  expectClose(bonferroni(-100, 20), -100 + Math.log(20));
  expect(bonferroni(-1, 20)).toBe(0);
});
