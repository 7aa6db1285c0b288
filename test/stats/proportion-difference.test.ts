import { expect, test } from 'vitest';
import { logFisherExact } from '../../src/stats/fisher-exact.ts';
import { proportionDifference } from '../../src/stats/proportion-difference.ts';
import { expectClose } from './expect-close.ts';

test('large samples: the pooled z', () => {
  const { difference, z, logP } = proportionDifference(100, 1000, 150, 1000);
  expectClose(difference, 0.05);
  expectClose(z, 0.05 / Math.sqrt(0.125 * 0.875 * 0.002));
  expect(Math.exp(logP)).toBeCloseTo(0.000723, 5);
  expectClose(proportionDifference(150, 1000, 100, 1000).z, -z);
});

test('small cells: Fisher’s probability, signed', () => {
  const rare = proportionDifference(3, 1000, 0, 500);
  expectClose(rare.logP, logFisherExact(3, 1000, 0, 500));
  expect(rare.z).toBeLessThan(0);
  expect(rare.z).toBeGreaterThan(-2);
});

test('nothing on either side', () => {
  expect(proportionDifference(0, 100, 0, 50)).toMatchObject({ difference: 0, z: 0 });
  expect(proportionDifference(100, 100, 50, 50)).toMatchObject({ difference: 0, z: 0 });
});
