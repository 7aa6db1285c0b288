import { expect, test } from 'vitest';
import { logNormalTail } from '../../src/stats/normal.ts';
import { logStudentTail } from '../../src/stats/student-t.ts';
import { expectClose } from './expect-close.ts';

// mpmath 1.4.1: the incomplete beta function in 60 digits, for the two largest df quadrature of the density in 40.
test.each([
  [0, 5, -Math.LN2],
  [1, 1, -1.3862943611198906],
  [2, 10, -3.3051415512324533],
  [2.5, 3.7, -3.3267113047271835],
  [10, 30, -24.50092155365831],
  [30, 1000, -324.9275079010712],
  [1e-8, 4, -0.6931471880599454],
  [-2, 10, -0.03738417869634147],
  [5, 1000000, -15.064829835370245],
  [40, 10000000, -804.544368870841],
])('log P(T > %d), %d degrees of freedom', (t, df, expected) => {
  expectClose(logStudentTail(t, df), expected, 1e-12);
});

test('becomes the normal', () => {
  expect(logStudentTail(4, 1e9)).toBeCloseTo(logNormalTail(4), 6);
});
